using System.Runtime.InteropServices;

namespace WebhookReceiver.Receiving;

/// <summary>
/// A second stop signal ends the process at once. The result is that of a kill: answered messages are stored, the
/// platform delivers the others again.
/// </summary>
internal sealed partial class ForcedShutdown(ILogger<ForcedShutdown> logger) : IHostedService, IDisposable
{
    private const int KilledBySignal = 128;

    private PosixSignalRegistration? _terminate;
    private PosixSignalRegistration? _interrupt;
    private int _count;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Signals of Linux and macOS; a shell shows the same numbers for them.
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Note(number: 15));
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Note(number: 2));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _terminate?.Dispose();
        _interrupt?.Dispose();
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
