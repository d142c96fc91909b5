using System.Runtime.InteropServices;

namespace WebhookReceiver.Receiving;

/// <summary>
/// A hang-up stops the server like the other stop signals. A second signal ends the process at once. The result is that
/// of a kill: answered messages are stored, the platform delivers the others again.
/// </summary>
internal sealed partial class ForcedShutdown(IHostApplicationLifetime lifetime, ILogger<ForcedShutdown> logger)
    : IHostedService,
        IDisposable
{
    private const int KilledBySignal = 128;

    private PosixSignalRegistration? _terminate;
    private PosixSignalRegistration? _interrupt;
    private PosixSignalRegistration? _hangUp;
    private int _count;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Signals of Linux and macOS; a shell shows the same numbers for them.
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Note(number: 15));
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Note(number: 2));
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _terminate?.Dispose();
        _interrupt?.Dispose();
        _hangUp?.Dispose();
    }

    /// <summary>The host handles the other two itself.</summary>
    private void HangUp(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Note(number: 1);
        lifetime.StopApplication();
    }

    private void Note(int number)
    {
        if (Interlocked.Increment(ref _count) < 2)
        {
            return;
        }

        Log.AtOnce(logger);
        Environment.Exit(KilledBySignal + number);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Got a second stop signal: the server ends now")]
        public static partial void AtOnce(ILogger logger);
    }
}
