using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WebhookReceiver.Storage.Spool;

/// <summary>Reserves disk space for a file before its first write.</summary>
internal static partial class DiskSpace
{
    /// <summary>
    /// Extends the file to this length; the new part reads as zeros. The space stays reserved, whatever fills the disk
    /// later.
    /// </summary>
    /// <exception cref="IOException">There is no space, or the file cannot be written.</exception>
    public static void Reserve(SafeFileHandle file, long length)
    {
        if (!IsGivenAtOnce(file, length))
        {
            FillWithZeros(file, length);
        }
    }

    /// <summary>Allocates without writing. Not every file system can; the following write reveals why.</summary>
    private static bool IsGivenAtOnce(SafeFileHandle file, long length)
    {
        try
        {
            return OperatingSystem.IsLinux() && Environment.Is64BitProcess && Allocate(file, 0, 0, length) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static void FillWithZeros(SafeFileHandle file, long length)
    {
        var zeros = new byte[1 << 20];
        for (var at = RandomAccess.GetLength(file); at < length; at += zeros.Length)
        {
            RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, length - at)), at);
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "fallocate")]
    private static partial int Allocate(SafeFileHandle file, int mode, long from, long length);
}
