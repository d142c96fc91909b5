using System.Runtime.InteropServices;

namespace WebhookReceiver.Hosting;

/// <summary>What Linux knows about a path. .NET tells neither which file it is nor whose.</summary>
/// <param name="Device">With <paramref name="Inode"/>: the file itself, whatever its name.</param>
/// <param name="Owner">Number of its owner.</param>
/// <param name="Mode">The rights on it.</param>
internal readonly partial record struct FileFacts((uint, uint) Device, ulong Inode, uint Owner, UnixFileMode Mode)
{
    private const int OfWorkingDirectory = -100;
    private const uint BasicFacts = 0x7ff;
    private const int Length = 256;
    private const int Rights = 0xfff;

    /// <summary>Whether this process's user owns it, or may act as any owner.</summary>
    public bool IsOwn => UserOfProcess() is var user && (user == 0 || user == Owner);

    /// <summary>Whether it is the same file, not only one with the same path.</summary>
    public bool IsSameFile(FileFacts other) => Device == other.Device && Inode == other.Inode;

    /// <summary>Null if the path leads to nothing, and on systems other than Linux.</summary>
    public static FileFacts? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> facts = stackalloc byte[Length];
        try
        {
            return Stat(OfWorkingDirectory, path, flags: 0, BasicFacts, facts) == 0 ? Read(facts) : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    // The layout is the same on every processor: struct statx.
    private static FileFacts Read(ReadOnlySpan<byte> facts) =>
        new(
            (MemoryMarshal.Read<uint>(facts[136..]), MemoryMarshal.Read<uint>(facts[140..])),
            MemoryMarshal.Read<ulong>(facts[32..]),
            MemoryMarshal.Read<uint>(facts[20..]),
            (UnixFileMode)(MemoryMarshal.Read<ushort>(facts[28..]) & Rights)
        );

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int folder, string path, int flags, uint mask, Span<byte> facts);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserOfProcess();
}
