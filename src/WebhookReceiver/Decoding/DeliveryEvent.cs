namespace WebhookReceiver.Decoding;

/// <summary>
/// A report of the event webhook, stored whole: the platform sends it only once (protocol sheet, section 3).
/// </summary>
/// <param name="Kind">The kind of event.</param>
/// <param name="EventId">The platform's number of the kind, as text.</param>
/// <param name="Project">Project id as text; empty if missing.</param>
/// <param name="Raw">The body exactly as received.</param>
/// <param name="ReceivedAt">When the request arrived.</param>
internal sealed record DeliveryEvent(
    DeliveryEventKind Kind,
    string EventId,
    string Project,
    ReadOnlyMemory<byte> Raw,
    DateTimeOffset ReceivedAt
);

/// <summary>Kinds of events; numbers as on the wire.</summary>
internal enum DeliveryEventKind
{
    /// <summary>A kind this version does not know.</summary>
    Other = 0,
    DeliveryReport = 1,
    NumberFilter = 2,
    GroupMember = 3,
    NewSubscriber = 4,
}
