using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WebhookReceiver.Storage.Spool;

/// <summary>Takes space of the disk for a file before anything is written into it.</summary>
internal static partial class DiskSpace
{
    /// <summary>Makes a file that long; what is added reads as zeros. It has that space, whatever fills the disk later.</summary>
    /// <exception cref="IOException">There is no room, or it cannot be written.</exception>
    public static void Reserve(SafeFileHandle file, long length)
    {
        if (!IsGivenAtOnce(file, length))
        {
            FillWithZeros(file, length);
        }
    }

    /// <summary>Without writing it all; not every file system can, and why it could not is told by the writing that follows.</summary>
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
