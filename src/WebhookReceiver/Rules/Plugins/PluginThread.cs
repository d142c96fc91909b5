namespace WebhookReceiver.Rules.Plugins;

/// <summary>
/// Runs external code that may never end on a separate background thread; it does not keep the process alive.
/// </summary>
internal static class PluginThread
{
    /// <summary>Starts the work. The task ends with it, or never.</summary>
    public static Task<T> Start<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
#pragma warning disable CA1031 // External code may throw anything; on a separate thread that would end the process.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                done.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
        return done.Task;
    }
}
