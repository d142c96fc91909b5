using System.Diagnostics.Metrics;
using WebhookReceiver.Rules;

namespace WebhookReceiver.Processing;

/// <summary>Counts of processing, since the start of the process.</summary>
internal sealed class ProcessingMetrics : IDisposable
{
    public const string MeterName = "WebhookReceiver";

    private readonly Meter _meter;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _loops;
    private readonly Counter<long> _shadows;
    private long _conflicts;

    public ProcessingMetrics(IMeterFactory meters, DeliveryCounters counters)
    {
        _meter = meters.Create(MeterName);
        _meter.CreateObservableUpDownCounter(
            "wr.pending",
            () => counters.Pending,
            description: "Messages in progress."
        );
        _meter.CreateObservableGauge(
            "wr.unaccounted",
            () => counters.Unaccounted,
            description: "Messages accepted that ended without an outcome; must be 0."
        );
        _duplicates = _meter.CreateCounter<long>("wr.duplicate", description: "Messages delivered again, by outcome.");
        _faults = _meter.CreateCounter<long>(
            "wr.rule.faults",
            description: "Rules skipped after a fault, by rule and kind of fault."
        );
        _loops = _meter.CreateCounter<long>(
            "wr.loop_guard",
            description: "Answers suppressed because the contact got the same one too often within a minute."
        );
        _shadows = _meter.CreateCounter<long>(
            "wr.rule.shadows",
            description: "Messages that a shadow rule would have answered, by rule."
        );
    }

    /// <summary>
    /// Every count exists from the start; that of faults without a rule, since any of ten thousand may have one.
    /// </summary>
    /// <param name="shadows">The shadow rules that are live.</param>
    public void StartAtZero(IEnumerable<string> shadows)
    {
        foreach (var rule in shadows)
        {
            _shadows.Add(0, new KeyValuePair<string, object?>("rule", rule));
        }

        _loops.Add(0);
        _faults.Add(0);
        _shadows.Add(0);
        foreach (var state in (string[])["joined", "done", "unanswered", "conflict"])
        {
            _duplicates.Add(0, new KeyValuePair<string, object?>("state", state));
        }
    }

    /// <summary>Ids that were delivered again with other content.</summary>
    public long Conflicts => Volatile.Read(ref _conflicts);

    public void Joined() => Duplicate("joined");

    public void AnsweredBefore() => Duplicate("done");

    public void Recovered() => Duplicate("unanswered");

    public void Conflict()
    {
        Interlocked.Increment(ref _conflicts);
        Duplicate("conflict");
    }

    public void PassedOver(Decision decision)
    {
        foreach (var fault in decision.Faults)
        {
            _faults.Add(1, new("rule", fault.RuleName), new("kind", fault.Kind.ToString()));
        }
    }

    public void HeldBack() => _loops.Add(1);

    public void Shadowed(Decision decision)
    {
        foreach (var rule in decision.Shadows)
        {
            _shadows.Add(1, new KeyValuePair<string, object?>("rule", rule));
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Duplicate(string state) => _duplicates.Add(1, new KeyValuePair<string, object?>("state", state));
}
