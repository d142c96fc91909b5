using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Storage;

/// <summary>Opens the journal before the first request can arrive, and logs its guarantees.</summary>
internal sealed partial class JournalStartup(
    IServiceProvider services,
    IOptions<JournalOptions> options,
    ILogger<JournalStartup> logger
) : IHostedService, IDisposable
{
    /// <summary>From now on: rules, which start earlier, read the journal too.</summary>
    private readonly IDisposable? _fileLimit = FileLimit.FailInsteadOfEnding();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The container creates it on first use, which is here; a refusal to start is thrown from here.
        services.GetRequiredService<IJournal>();
        if (options.Value.Store is JournalOptions.None)
        {
            Log.NotKept(logger);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _fileLimit?.Dispose();

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Journal:Store is none: messages, replies and what is remembered about contacts are lost when this process ends"
        )]
        public static partial void NotKept(ILogger logger);
    }
}

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
