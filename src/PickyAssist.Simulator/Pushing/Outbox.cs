using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>Puts accepted messages on the customers' phones and sends delivery events about their progress.</summary>
internal sealed class Outbox(
    IOptions<PushingOptions> options,
    RunningNumbers numbers,
    Chats chats,
    Deliveries deliveries,
    PhoneQueue phone,
    PlatformClock clock,
    Agenda agenda,
    EventCaller events
)
{
    private readonly PushingOptions _options = options.Value;

    /// <returns>The messages with their ids, in the order of the request.</returns>
    public IReadOnlyList<PushedMessage> Send(
        string pushId,
        PushRequest request,
        IReadOnlyList<PlannedMessage> planned,
        string? orderedError
    )
    {
        var sent = new List<PushedMessage>(planned.Count);
        foreach (var message in planned)
        {
            var delivery = new Delivery
            {
                PushId = pushId,
                MsgId = numbers.Next(),
                To = message.To,
                Line = message.Line,
                ReferenceNumber = message.Recipient.ReferenceNumber ?? request.ReferenceNumber,
                TemplateId = request.TemplateId,
                Error = orderedError ?? message.Fault,
            };
            deliveries.Add(delivery);
            sent.Add(delivery.AsPushed());
            Begin(delivery);
        }

        return sent;
    }

    private void Begin(Delivery delivery)
    {
        var line = new EventLine(events);
        if (delivery.Error is not null)
        {
            chats.Add(delivery.To, FirstLine(delivery));
            Later(_options.SubmittedAfter, delivery, DeliveryStatus.Submitted, line);
            Later(_options.DeliveredAfter, delivery, DeliveryStatus.Failed, line);
            return;
        }

        var queued = phone.Take(delivery.To.Channel);
        Later(queued + _options.SubmittedAfter, delivery, DeliveryStatus.Submitted, line);
        Later(queued + _options.DeliveredAfter, delivery, DeliveryStatus.Delivered, line);
        // Phone automation has no read reports (protocol sheet, section 3.1).
        if (_options.ReadAfter is { } readAfter && !Channel.IsPhone(delivery.To.Channel))
            Later(readAfter, delivery, DeliveryStatus.Read, line);
    }

    /// <summary>A message that the channel will refuse never reaches the phone.</summary>
    private static ChatLine FirstLine(Delivery delivery) =>
        delivery.Error is { } error
            ? new ChatLine
            {
                Speaker = Speaker.Platform,
                At = delivery.Line.At,
                Id = delivery.MsgId,
                Text = $"A push is refused by the channel: {error}.",
            }
            : delivery.Line with
            {
                Id = delivery.MsgId,
                Status = DeliveryStatus.Word(DeliveryStatus.Unknown),
            };

    private void Later(TimeSpan wait, Delivery delivery, int status, EventLine line) =>
        agenda.After(
            wait,
            cancellationToken =>
            {
                if (status == DeliveryStatus.Submitted && delivery.Error is null)
                    chats.Add(delivery.To, FirstLine(delivery) with { At = clock.GetUtcNow() });
                deliveries.Mark(delivery.MsgId, status);
                chats.Mark(delivery.To, delivery.MsgId, DeliveryStatus.Word(status));
                return line.SendAsync(DeliveryEvent.Body(events.ProjectId, delivery, status), cancellationToken);
            }
        );
}
