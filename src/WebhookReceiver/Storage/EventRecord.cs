using System.Security.Cryptography;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage;

/// <summary>
/// An event as it is kept, whole: the platform sends it once (protocol sheet, section 3). The same content is one row however
/// often it comes; the row counts.
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
/// <param name="Id">Number of its row, never used again; later events have larger ones.</param>
/// <param name="ReceivedAt">When it came first.</param>
/// <param name="LastAt">When it came last.</param>
/// <param name="Times">How often it came.</param>
/// <param name="Kind">What is reported.</param>
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
