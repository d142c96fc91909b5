using System.Security.Cryptography;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage;

/// <summary>
/// An event as the journal stores it, whole: the platform sends it once (protocol sheet, section 3). Equal content is
/// one row with a count.
/// </summary>
internal sealed record EventRecord : JournalItem
{
    public const int HashLength = 16;

    /// <summary>Hash of the body, <see cref="HashLength"/> bytes.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    public required DeliveryEventKind Kind { get; init; }

    /// <summary>The platform's number of the kind, as text.</summary>
    public required string EventId { get; init; }

    public required string Project { get; init; }

    public static EventRecord Of(DeliveryEvent report) =>
        new()
        {
            Hash = SHA256.HashData(report.Raw.Span).AsMemory(0, HashLength),
            Kind = report.Kind,
            EventId = report.EventId,
            Project = report.Project,
            ReceivedAt = report.ReceivedAt,
            Raw = report.Raw,
        };
}

/// <summary>An event in the store.</summary>
/// <param name="Id">Number of its row, never reused; later events have larger ones.</param>
/// <param name="ReceivedAt">Time of its first arrival.</param>
/// <param name="LastAt">Time of its last arrival.</param>
/// <param name="Times">Number of arrivals.</param>
/// <param name="Kind">The kind of event.</param>
/// <param name="EventId">The platform's number of the kind.</param>
/// <param name="Project">Project id; empty if missing.</param>
/// <param name="Raw">The body.</param>
internal sealed record StoredEvent(
    long Id,
    DateTimeOffset ReceivedAt,
    DateTimeOffset LastAt,
    long Times,
    DeliveryEventKind Kind,
    string EventId,
    string Project,
    ReadOnlyMemory<byte> Raw
);
