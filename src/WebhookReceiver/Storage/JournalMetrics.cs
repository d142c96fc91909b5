using System.Diagnostics.Metrics;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Storage;

/// <summary>Counts of the journal, since the start of the process.</summary>
internal sealed class JournalMetrics : IDisposable
{
    public const string MeterName = "WebhookReceiver";

    private readonly Meter _meter;
    private readonly Counter<long> _storeErrors;
    private readonly Counter<long> _spooled;
    private readonly Counter<long> _damaged;
    private readonly Counter<long> _filesLost;
    private readonly Histogram<double> _commitSeconds;
    private long _spooledCount;

    public JournalMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _storeErrors = _meter.CreateCounter<long>(
            "wr.store_err",
            description: "Failures of the journal's store, by kind."
        );
        _spooled = _meter.CreateCounter<long>(
            "wr.spooled",
            description: "Records kept in the spool instead of the store."
        );
        _damaged = _meter.CreateCounter<long>(
            "wr.journal.damaged",
            description: "Damaged rows that were asked for and not used, by what they are."
        );
        _filesLost = _meter.CreateCounter<long>(
            "wr.files_lost",
            description: "Files of the journal that were removed, replaced, cut or overwritten while in use, by file."
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

    /// <summary>Reports the length of the store's write-ahead log.</summary>
    public void WatchLog(Func<long> length) =>
        _meter.CreateObservableGauge(
            "wr.wal",
            length,
            unit: "By",
            description: "Length of the store's write-ahead log."
        );

    /// <summary>Reports what an operator must know before nothing can be stored any more, and then.</summary>
    /// <param name="spoolFill">The share of the spool in use, 0 to 1.</param>
    /// <param name="isRefusing">Whether no message can be stored.</param>
    public void WatchRoom(Func<double> spoolFill, Func<bool> isRefusing)
    {
        _meter.CreateObservableGauge(
            "wr.spool_fill",
            spoolFill,
            description: "Share of the spool in use, 0 to 1; at 1 messages are refused."
        );
        _meter.CreateObservableGauge(
            "wr.refusing",
            () => isRefusing() ? 1 : 0,
            description: "1 while messages are refused because neither the store nor the spool can keep them."
        );
    }

    /// <summary>Every count exists from the start.</summary>
    public void StartAtZero()
    {
        _spooled.Add(0);
        _damaged.Add(0, new KeyValuePair<string, object?>("what", "message"));
        _damaged.Add(0, new KeyValuePair<string, object?>("what", "contact"));
        foreach (var file in LostFiles.All)
        {
            _filesLost.Add(0, new KeyValuePair<string, object?>("file", file));
        }

        foreach (var kind in StoreFault.All)
        {
            _storeErrors.Add(0, new KeyValuePair<string, object?>("kind", kind));
        }
    }

    public long Spooled => Volatile.Read(ref _spooledCount);

    public void StoreFailed(string kind) => _storeErrors.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void SpooledRecords(int count)
    {
        Interlocked.Add(ref _spooledCount, count);
        _spooled.Add(count);
    }

    /// <param name="what">message or contact.</param>
    public void Damaged(string what) => _damaged.Add(1, new KeyValuePair<string, object?>("what", what));

    /// <param name="file">One of <see cref="LostFiles.All"/>.</param>
    public void FileLost(string file) => _filesLost.Add(1, new KeyValuePair<string, object?>("file", file));

    public void Committed(TimeSpan elapsed) => _commitSeconds.Record(elapsed.TotalSeconds);

    public void Dispose() => _meter.Dispose();
}
