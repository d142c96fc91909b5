namespace PickyAssist.Simulator.Platform;

/// <summary>Signals changes: waiters for a state look again only then.</summary>
internal sealed class Changes
{
    private TaskCompletionSource _next = Unset();
    private long _version;

    public long Version => Interlocked.Read(ref _version);

    public void Tell()
    {
        Interlocked.Increment(ref _version);
        Interlocked.Exchange(ref _next, Unset()).TrySetResult();
    }

    public async Task UntilAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Taken before the look, so that no change in between is missed.
            var next = Volatile.Read(ref _next).Task;
            if (holds())
                return;

            await next.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource Unset() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
