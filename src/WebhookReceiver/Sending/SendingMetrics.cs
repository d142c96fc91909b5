using System.Diagnostics.Metrics;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Counts of sending, since the start of the process.</summary>
internal sealed class SendingMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _throttled;

    public SendingMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("WebhookReceiver");
        _requests = _meter.CreateCounter<long>("wr.push", description: "Requests to the Push API, by outcome.");
        _messages = _meter.CreateCounter<long>("wr.sent", description: "Outgoing messages, by outcome.");
        _throttled = _meter.CreateCounter<long>(
            "wr.push_throttled",
            description: "Requests that the platform dropped because there were too many."
        );
    }

    /// <summary>Every count exists from the start.</summary>
    public void StartAtZero()
    {
        _throttled.Add(0);
        foreach (var outcome in (string[])["accepted", "refused", "throttled", "not-sent", "server-error", "unknown"])
        {
            _requests.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        }

        foreach (var state in Enum.GetValues<OutboxState>())
        {
            _messages.Add(0, new KeyValuePair<string, object?>("state", state.Word()));
        }
    }

    public void Request(string outcome) => _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Message(string state, int count = 1) =>
        _messages.Add(count, new KeyValuePair<string, object?>("state", state));

    public void Throttled() => _throttled.Add(1);

    public void Dispose() => _meter.Dispose();
}
