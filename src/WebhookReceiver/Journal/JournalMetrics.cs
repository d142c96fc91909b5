using System.Diagnostics.Metrics;

namespace WebhookReceiver.Journal;

/// <summary>What the journal counts; all sums are of this run.</summary>
internal sealed class JournalMetrics : IDisposable
{
    public const string MeterName = "WebhookReceiver";

    private readonly Meter _meter;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _storeErrors;
    private readonly Counter<long> _spooled;
    private readonly Histogram<double> _commitSeconds;
    private long _conflicts;
    private long _spooledCount;

    public JournalMetrics(IMeterFactory meters, Ledger ledger)
    {
        _meter = meters.Create(MeterName);
        _meter.CreateObservableUpDownCounter(
            "wr.pending",
            () => ledger.Inside,
            description: "Messages being worked on."
        );
        _meter.CreateObservableGauge(
            "wr.unaccounted",
            () => ledger.Unaccounted,
            description: "Messages accepted and gone without an outcome; must be 0."
        );
        _duplicates = _meter.CreateCounter<long>(
            "wr.duplicate",
            description: "Messages delivered again, by what was found."
        );
        _storeErrors = _meter.CreateCounter<long>(
            "wr.store_err",
            description: "Failures of the journal's store, by kind."
        );
        _spooled = _meter.CreateCounter<long>(
            "wr.spooled",
            description: "Records kept in the spool instead of the store."
        );
        _commitSeconds = _meter.CreateHistogram(
            "wr.commit",
            unit: "s",
            description: "Time for a group to become durable, in the store or in the spool.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5],
            }
        );
    }

    /// <summary>Shows the length of the store's log.</summary>
    public void WatchLog(Func<long> length) =>
        _meter.CreateObservableGauge(
            "wr.wal",
            length,
            unit: "By",
            description: "Length of the store's write-ahead log."
        );

    /// <summary>Ids that came again with another content.</summary>
    public long Conflicts => Volatile.Read(ref _conflicts);

    public long Spooled => Volatile.Read(ref _spooledCount);

    public void Joined() => _duplicates.Add(1, new KeyValuePair<string, object?>("state", "joined"));

    public void AnsweredBefore() => _duplicates.Add(1, new KeyValuePair<string, object?>("state", "done"));

    public void Recovered() => _duplicates.Add(1, new KeyValuePair<string, object?>("state", "unanswered"));

    public void Conflict()
    {
        Interlocked.Increment(ref _conflicts);
        _duplicates.Add(1, new KeyValuePair<string, object?>("state", "conflict"));
    }

    public void StoreFailed(string kind) => _storeErrors.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void SpooledRecords(int count)
    {
        Interlocked.Add(ref _spooledCount, count);
        _spooled.Add(count);
    }

    public void Committed(TimeSpan elapsed) => _commitSeconds.Record(elapsed.TotalSeconds);

    public void Dispose() => _meter.Dispose();
}
