using System.Runtime.InteropServices;

namespace WebhookReceiver.Hosting;

/// <summary>Which file a path leads to, whatever its name, and its length: .NET does not tell the first.</summary>
/// <param name="Length">Bytes.</param>
internal readonly partial record struct FileFacts(uint DeviceMajor, uint DeviceMinor, ulong Inode, long Length)
{
    private const int OfWorkingDirectory = -100;
    private const int OfLinkItself = 0x100;
    private const uint TypeInodeAndLength = 0x301;
    private const int BufferLength = 256;
    private const int TypeBits = 0xF000;
    private const int TypeOfFile = 0x8000;
    private const int TypeOfFolder = 0x4000;
    private const int NothingThere = 2;
    private const int NotAFolder = 20;

    /// <summary>Nothing is at the path.</summary>
    public static FileFacts Missing => default;

    /// <summary>A pipe, a socket or a device: whoever opens it may wait for ever.</summary>
    public bool IsOdd { get; private init; }

    public bool IsSameFile(FileFacts other) =>
        (DeviceMajor, DeviceMinor, Inode) == (other.DeviceMajor, other.DeviceMinor, other.Inode);

    /// <summary>Null if nobody knows: no rights to look, or not Linux.</summary>
    /// <param name="path">The path.</param>
    /// <param name="ofLink">Of a symbolic link itself, instead of its target.</param>
    public static FileFacts? Of(string path, bool ofLink = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> facts = stackalloc byte[BufferLength];
        try
        {
            var failed = Stat(OfWorkingDirectory, path, ofLink ? OfLinkItself : 0, TypeInodeAndLength, facts) != 0;
            return !failed ? Read(facts)
                : Marshal.GetLastPInvokeError() is NothingThere or NotAFolder ? Missing
                : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    // The layout is the same on every processor: struct statx.
    private static FileFacts Read(ReadOnlySpan<byte> facts) =>
        new(
            MemoryMarshal.Read<uint>(facts[136..]),
            MemoryMarshal.Read<uint>(facts[140..]),
            MemoryMarshal.Read<ulong>(facts[32..]),
            MemoryMarshal.Read<long>(facts[40..])
        )
        {
            IsOdd = (MemoryMarshal.Read<ushort>(facts[28..]) & TypeBits) is not (TypeOfFile or TypeOfFolder),
        };

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Stat(int folder, string path, int flags, uint mask, Span<byte> facts);
}
