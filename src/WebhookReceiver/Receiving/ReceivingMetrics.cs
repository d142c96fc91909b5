using System.Diagnostics.Metrics;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Receiving;

/// <summary>Counts requests. The reasons are fixed words, never the sender's.</summary>
internal sealed class ReceivingMetrics : IDisposable
{
    public const string MeterName = "WebhookReceiver";

    public const string PublicPort = "public";

    public const string ManagementPort = "management";

    private static readonly double[] SecondBounds =
    [
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
    ];

    /// <summary>Reasons of both ports.</summary>
    private static readonly string[] Reasons =
    [
        "aborted",
        "busy",
        "content-type",
        "empty",
        "encoding",
        "fault",
        "foreign-page",
        "framing",
        "host",
        "journal",
        "key",
        "management-key",
        "method",
        "network",
        "no-key",
        "no-management-key",
        "path",
        "quarantine",
        "role",
        "slow-body",
        "too-large",
        "too-many",
    ];

    private readonly Meter _meter;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _replied;
    private readonly Counter<long> _silent;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _quarantined;
    private readonly Counter<long> _closed;
    private readonly Histogram<double> _reply;

    public ReceivingMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _accepted = _meter.CreateCounter<long>("wr.accepted", description: "Messages and events that were accepted.");
        _replied = _meter.CreateCounter<long>("wr.replied", description: "Messages answered with a reply.");
        _silent = _meter.CreateCounter<long>("wr.silent", description: "Messages and events answered with silence.");
        _rejected = _meter.CreateCounter<long>("wr.rejected", description: "Requests refused, by reason.");
        _quarantined = _meter.CreateCounter<long>(
            "wr.quarantined",
            description: "Bodies that are not a message, by reason."
        );
        _closed = _meter.CreateCounter<long>(
            "wr.connections.closed",
            description: "Connections closed to make room on a full port, by port and by what they were: idle or half-sent."
        );
        _reply = _meter.CreateHistogram(
            "wr.reply",
            unit: "s",
            description: "From the request's first line to the answer.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondBounds }
        );
    }

    /// <summary>Reports for each port whether newcomers have to wait.</summary>
    public void WatchPorts(IReadOnlyList<PortLoad> ports) =>
        _meter.CreateObservableGauge(
            "wr.connections.full",
            () =>
                ports.Select(port => new Measurement<int>(
                    port.IsFull ? 1 : 0,
                    new KeyValuePair<string, object?>("port", port.Name)
                )),
            description: "1 while a port has no room for a further connection, by port."
        );

    /// <summary>Every count exists from the start: the step from nothing to one is no increase to a monitor.</summary>
    public void StartAtZero()
    {
        _accepted.Add(0);
        _replied.Add(0);
        _silent.Add(0);
        foreach (var reason in Reasons)
        {
            _rejected.Add(0, new KeyValuePair<string, object?>("reason", reason));
        }

        foreach (var port in (string[])[PublicPort, ManagementPort])
        {
            Closed(port, isHalfSent: false, 0);
            Closed(port, isHalfSent: true, 0);
        }

        foreach (var code in Enum.GetValues<RejectionCode>())
        {
            _quarantined.Add(0, new KeyValuePair<string, object?>("reason", code.Word()));
        }
    }

    public void Answered(bool isSilent, TimeSpan elapsed)
    {
        _accepted.Add(1);
        (isSilent ? _silent : _replied).Add(1);
        _reply.Record(elapsed.TotalSeconds);
    }

    public void Rejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Quarantined(string reason)
    {
        _accepted.Add(1);
        _quarantined.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

    public void ConnectionClosed(string port, bool isHalfSent) => Closed(port, isHalfSent, 1);

    public void Dispose() => _meter.Dispose();

    private void Closed(string port, bool isHalfSent, int count) =>
        _closed.Add(count, new("port", port), new("was", isHalfSent ? "half-sent" : "idle"));
}
