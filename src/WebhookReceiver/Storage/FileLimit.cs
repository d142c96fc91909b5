using System.Runtime.InteropServices;

namespace WebhookReceiver.Storage;

/// <summary>
/// A file that reaches the largest size it may have (RLIMIT_FSIZE) makes the system end the process. While this is held, the
/// write fails instead, as on a full disk, and what follows from that is known.
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
