using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>One version of a plug-in that passed all checks.</summary>
internal sealed class LoadedPlugin(
    string name,
    string hash,
    ImmutableArray<PluginRuleProxy> rules,
    ServiceProvider instances,
    PluginLoadContext context
)
{
    /// <summary>Longer than any message that uses the old rules.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    /// <summary>Time limit of a plug-in's disposal.</summary>
    public static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(5);

    public string Hash => hash;

    /// <summary>Its rules by name.</summary>
    public ImmutableArray<PluginRuleProxy> Rules => rules;

    public WeakReference Trace { get; } = new(context, trackResurrection: true);

    /// <summary>Waits for messages in progress, then disposes of the instances and unloads the context.</summary>
    public async Task RetireAsync(TimeProvider time)
    {
        await Task.Delay(Farewell, time);
        await DropAsync(time);
    }

    /// <summary>
    /// Disposes of the instances at once. Unloading is cooperative: the memory is freed after the last reference.
    /// </summary>
    public async Task DropAsync(TimeProvider time)
    {
        // A Dispose that throws or hangs harms only its plug-in: nothing waits for it and it holds nothing of ours.
        var work = PluginThread.Start($"plug-in {name}: dispose", instances.DisposeAsync);
        var done = DisposedAsync(work).WaitAsync(DisposeLimit, time);
        await done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Unload();
    }

    private static async Task DisposedAsync(Task<ValueTask> work) => await await work;
}
