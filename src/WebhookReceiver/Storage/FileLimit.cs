using System.Runtime.InteropServices;

namespace WebhookReceiver.Storage;

/// <summary>
/// Handles the signal for the largest file size (RLIMIT_FSIZE), which would end the process. While this exists, the
/// write fails instead, like on a full disk. It must exist before the journal opens.
/// </summary>
internal sealed class FileLimit : IDisposable
{
    /// <summary>SIGXFSZ; the same number on Linux and macOS.</summary>
    private const int FileSizeExceeded = 25;

    private readonly PosixSignalRegistration? _signal = OperatingSystem.IsWindows()
        ? null
        : PosixSignalRegistration.Create((PosixSignal)FileSizeExceeded, signal => signal.Cancel = true);

    public void Dispose() => _signal?.Dispose();
}
