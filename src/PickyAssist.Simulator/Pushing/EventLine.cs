using System.Text.Json.Nodes;
using PickyAssist.Simulator.Calling;

namespace PickyAssist.Simulator.Pushing;

/// <summary>Sends the events of one message in order, however slow the peer is.</summary>
internal sealed class EventLine(EventCaller events)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    public Task SendAsync(JsonObject body, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _last = SendAfterAsync(_last, body, cancellationToken);
        }
    }

    private async Task SendAfterAsync(Task earlier, JsonObject body, CancellationToken cancellationToken)
    {
        await earlier;
        await events.SendAsync(body, cancellationToken);
    }
}
