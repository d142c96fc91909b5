using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WebhookReceiver.Hosting;

/// <summary>
/// A lock on a folder itself: unlike a file in it, nobody removes it without the folder. Only on Linux, and only where the file
/// system has such locks.
/// </summary>
internal sealed partial class FolderLock : IDisposable
{
    private const int ForReadingClosedInChildren = 0x80000;
    private const int Exclusive = 2;
    private const int WithoutWaiting = 4;
    private const int Unlock = 8;
    private const int WouldBlock = 11;

    private readonly SafeFileHandle? _folder;

    private FolderLock(SafeFileHandle? folder) => _folder = folder;

    /// <summary>Null if another process holds it; where there are no such locks, everybody gets one.</summary>
    public static FolderLock? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FolderLock(null);
        }

        try
        {
            var folder = Open(path, ForReadingClosedInChildren);
            if (folder.IsInvalid)
            {
                folder.Dispose();
                return new FolderLock(null);
            }

            var isHeld = Lock(folder, Exclusive | WithoutWaiting) != 0 && Marshal.GetLastPInvokeError() == WouldBlock;
            if (isHeld)
            {
                folder.Dispose();
                return null;
            }

            return new FolderLock(folder);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return new FolderLock(null);
        }
    }

    /// <summary>Unlocks it for good: a process that is being started just now may have a copy of the handle.</summary>
    public void Dispose()
    {
        if (_folder is { IsClosed: false })
        {
            _ = Lock(_folder, Unlock);
            _folder.Dispose();
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);
}
