using System.Diagnostics.Metrics;

namespace WebhookReceiver.Rules.Plugins;

/// <summary>Counts of external code.</summary>
internal sealed class PluginMetrics
{
    private readonly Counter<long> _ruleFaults;
    private readonly Counter<long> _refusals;
    private readonly UpDownCounter<long> _lostThreads;
    private volatile int _contextsAlive;

    public PluginMetrics(IMeterFactory meters)
    {
#pragma warning disable CA2000 // the factory owns its meters
        var meter = meters.Create("WebhookReceiver");
#pragma warning restore CA2000
        _ruleFaults = meter.CreateCounter<long>(
            "wr.rule.err",
            description: "Faults of plug-in rules, by rule and kind"
        );
        _refusals = meter.CreateCounter<long>("wr.plugin.err", description: "Plug-in versions refused, by kind");
        _lostThreads = meter.CreateUpDownCounter<long>(
            "wr.lost_threads",
            description: "Threads held by rules that did not stop when told to"
        );
        meter.CreateObservableGauge(
            "wr.plugin.contexts_alive",
            () => _contextsAlive,
            description: "Versions of plug-ins in use or replaced and not yet collected"
        );
    }

    /// <summary>Every count exists from the start; the one by rule without a rule.</summary>
    public void StartAtZero()
    {
        _lostThreads.Add(0);
        _ruleFaults.Add(0);
        foreach (
            var kind in (string[])["tfm", "dep", "contract", "ctor", "init_timeout", "not_allowed", "files", "rules"]
        )
        {
            _refusals.Add(0, new KeyValuePair<string, object?>("k", kind));
        }
    }

    /// <summary>The counts of a rule exist from its load.</summary>
    public void RuleLoaded(string rule)
    {
        foreach (var kind in (string[])["throw", "timeout", "runaway"])
        {
            _ruleFaults.Add(0, new("rule", rule), new("k", kind));
        }
    }

    public void RuleFailed(string rule, string kind) => _ruleFaults.Add(1, new("rule", rule), new("k", kind));

    public void PluginRefused(string kind) => _refusals.Add(1, new KeyValuePair<string, object?>("k", kind));

    public void ThreadLost() => _lostThreads.Add(1);

    public void ThreadCameBack() => _lostThreads.Add(-1);

    public void ContextsAlive(int count) => _contextsAlive = count;
}
