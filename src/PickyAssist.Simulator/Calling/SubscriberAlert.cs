using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Calling;

/// <summary>Sends the event webhook an alert of a customer's first message (protocol sheet, section 3.2).</summary>
internal sealed class SubscriberAlert(
    IOptions<CallingOptions> options,
    EventCaller events,
    RunningNumbers numbers,
    PlatformClock clock,
    Agenda agenda
)
{
    private const int NewSubscriber = 4;

    public void Tell(CustomerMessage message)
    {
        if (!options.Value.TellNewSubscribers || options.Value.Events is null)
            return;

        var body = new JsonObject
        {
            ["project_id"] = events.ProjectId,
            ["event_id"] = NewSubscriber,
            ["subscriber_id"] = $"VP{numbers.Next()}",
            ["mobile"] = message.From,
            ["name"] = message.Name ?? "",
            ["email"] = "",
            ["profile_pic"] = "",
            ["channel"] = message.Channel,
            ["message"] = message.Text ?? "",
            ["date"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        };
        agenda.After(TimeSpan.Zero, token => events.SendAsync(body, token));
    }
}
