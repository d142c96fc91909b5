using System.Diagnostics.Metrics;

namespace WebhookReceiver.Rules.Loading;

/// <summary>Counts of the rules folder.</summary>
internal sealed class ReloadMetrics
{
    private readonly Counter<long> _reloads;
    private readonly Histogram<double> _seconds;
    private volatile ReloadStatus? _status;

    public ReloadMetrics(IMeterFactory meters)
    {
#pragma warning disable CA2000 // the factory owns its meters
        var meter = meters.Create("WebhookReceiver");
#pragma warning restore CA2000
        _reloads = meter.CreateCounter<long>("wr.rules.reloads", description: "Attempts to load the rules folder");
        _seconds = meter.CreateHistogram(
            "wr.rules.reload.duration",
            "s",
            "Time an attempt took",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.03, 0.1, 0.3, 1, 3, 10] }
        );
        meter.CreateObservableGauge("wr.rules", () => _status?.RuleCount ?? 0, description: "Rules that are live");
        meter.CreateObservableGauge(
            "wr.rules.version",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", _status?.Version)),
            description: "Which rules are live, as a label: the same on every server that answers alike"
        );
        meter.CreateObservableGauge(
            "wr.rules.degraded",
            () => _status is { IsDegraded: false } ? 0 : 1,
            description: "1 if the rules folder differs from the live rules"
        );
    }

    /// <summary>Every count exists from the start.</summary>
    public void StartAtZero()
    {
        foreach (var result in Enum.GetValues<ReloadResult>().Where(result => result is not ReloadResult.None))
        {
            _reloads.Add(0, new KeyValuePair<string, object?>("result", NameOf(result)));
        }
    }

    public void Attempted(ReloadStatus status, TimeSpan elapsed)
    {
        _status = status;
        _seconds.Record(elapsed.TotalSeconds);
        _reloads.Add(1, new KeyValuePair<string, object?>("result", NameOf(status.LastResult)));
    }

    private static string NameOf(ReloadResult result) =>
        result switch
        {
            ReloadResult.Ok => "ok",
            ReloadResult.KeptLastGood => "kept_last_good",
            ReloadResult.ServingGoodFiles => "initial_failed",
            ReloadResult.FolderMissing => "folder_missing",
            ReloadResult.FolderEmpty => "folder_empty",
            ReloadResult.Waiting => "waiting",
            _ => "none",
        };
}
