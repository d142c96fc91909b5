namespace PickyAssist.Simulator.Platform;

/// <summary>The platform's later actions, by its own clock; dropped when the simulator ends.</summary>
internal sealed partial class Agenda(PlatformClock clock, ILogger<Agenda> logger) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>The wait has begun when this returns.</summary>
    public void After(TimeSpan wait, Func<CancellationToken, Task> work) => _ = RunAsync(wait, work);

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task RunAsync(TimeSpan wait, Func<CancellationToken, Task> work)
    {
        var end = _end.Token;
        try
        {
            await Task.Delay(wait, clock, end);
            await work(end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The simulator ends; the action is dropped.
        }
#pragma warning disable CA1031 // agenda tasks are not awaited: a fault that is not logged here is lost
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "a scheduled task failed")]
        public static partial void Failed(ILogger logger, Exception e);
    }
}
