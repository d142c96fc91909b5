using Microsoft.Extensions.Logging;

namespace WebhookReceiver.Rules.Loading;

/// <summary>
/// Signals possible changes of the folder, so that the next scan need not wait for its second. Only a hint: swapped
/// links and remounted folders raise no event, and a system can run out of watches; so its faults do no harm.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="logger">Logs once if there are no events.</param>
/// <param name="watch">Creates the watcher; null for the system's.</param>
internal sealed partial class FolderWatcher(
    string folder,
    ILogger logger,
    Func<string, FileSystemWatcher>? watch = null
) : IDisposable
{
    private readonly Func<string, FileSystemWatcher> _make = watch ?? (path => new FileSystemWatcher(path));
    private FileSystemWatcher? _watcher;
    private volatile TaskCompletionSource _change = NewSignal();
    private bool _complained;

    /// <summary>Completes at the first event after this call.</summary>
    public Task NextAsync()
    {
        if (_watcher is null)
            Watch();
        if (_change.Task.IsCompleted)
            _change = NewSignal();
        return _change.Task;
    }

    public void Dispose() => _watcher?.Dispose();

    private void Watch()
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            _watcher = _make(folder);
            _watcher.IncludeSubdirectories = true;
            _watcher.Changed += (_, _) => _change.TrySetResult();
            _watcher.Created += (_, _) => _change.TrySetResult();
            _watcher.Deleted += (_, _) => _change.TrySetResult();
            _watcher.Renamed += (_, _) => _change.TrySetResult();
            _watcher.Error += (_, _) => _change.TrySetResult();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            GiveUp(exception);
        }
    }

    private void GiveUp(Exception exception)
    {
        _watcher?.Dispose();
        _watcher = null;
        if (!_complained)
            Log.NoWatcher(logger, exception);
        _complained = true;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "The system reports no changes of the rules folder; the server scans it every second"
        )]
        public static partial void NoWatcher(ILogger logger, Exception exception);
    }
}
