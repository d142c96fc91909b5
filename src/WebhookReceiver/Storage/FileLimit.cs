using System.Runtime.InteropServices;

namespace WebhookReceiver.Storage;

/// <summary>
/// Handles the signal for the largest file size (RLIMIT_FSIZE), which would end the process. While this is held, the
/// write fails instead, like on a full disk.
/// </summary>
internal static class FileLimit
{
    /// <summary>SIGXFSZ; the same number on Linux and macOS.</summary>
    private const int FileSizeExceeded = 25;

    public static IDisposable? FailInsteadOfEnding() =>
        OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create((PosixSignal)FileSizeExceeded, signal => signal.Cancel = true);
}
