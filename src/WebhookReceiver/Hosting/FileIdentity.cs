using System.Runtime.InteropServices;

namespace WebhookReceiver.Hosting;

/// <summary>Which file a path leads to, whatever its name: .NET does not tell.</summary>
internal readonly partial record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode)
{
    private const int OfWorkingDirectory = -100;
    private const uint OnlyInode = 0x100;
    private const int Length = 256;

    /// <summary>Null if the path leads to nothing, and on systems other than Linux.</summary>
    public static FileIdentity? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> facts = stackalloc byte[Length];
        try
        {
            return Stat(OfWorkingDirectory, path, flags: 0, OnlyInode, facts) == 0 ? Read(facts) : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    // The layout is the same on every processor: struct statx.
    private static FileIdentity Read(ReadOnlySpan<byte> facts) =>
        new(
            MemoryMarshal.Read<uint>(facts[136..]),
            MemoryMarshal.Read<uint>(facts[140..]),
            MemoryMarshal.Read<ulong>(facts[32..])
        );

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int folder, string path, int flags, uint mask, Span<byte> facts);
}
