using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage;

/// <summary>
/// A message as the journal stores it. Without an answer: received, and external code is about to run.
/// </summary>
internal sealed record JournalRecord : JournalItem
{
    public required MessageKey Key { get; init; }
    public required ContactKey Contact { get; init; }
    public long Seed { get; init; }

    /// <summary>True if the contact did not write it: an echo, or the fate of a sent message.</summary>
    public bool IsUnheard { get; init; }

    /// <summary>The decoded message, see <see cref="StoredMessage"/>.</summary>
    public ReadOnlyMemory<byte> Decoded { get; init; }

    /// <summary>The contact's state before the message, from which a replay starts; empty if there is none.</summary>
    public ReadOnlyMemory<byte> StateBefore { get; init; }

    /// <summary>
    /// Version of the contact's state that was decided on; <see langword="null"/> if the answer rests on no state. With another version in the
    /// store, the record is <see cref="CommitOutcome.Stale"/>. Not stored.
    /// </summary>
    public long? BaseVersion { get; init; }

    public MessageResult? Answer { get; init; }

    /// <summary>Number of this delivery among those whose external code began; counts only without an answer.</summary>
    public int Tries { get; init; } = 1;

    /// <summary>The plug-ins that are left out, and the one that is asked now, one a line; counts only without an answer.</summary>
    public string? Asked { get; init; }
}

/// <summary>
/// A message to send later, its body a <see cref="FollowUpMessage"/>; becomes an entry of the outbox.
/// </summary>
internal sealed record FollowUp(DateTimeOffset DueAt, ReadOnlyMemory<byte> Body)
{
    /// <summary>The recipient, as the platform writes numbers; <see langword="null"/>: the contact who wrote.</summary>
    public string? Recipient { get; init; }

    /// <summary>Channel id to send by; <see langword="null"/>: the message's channel.</summary>
    public string? Channel { get; init; }

    /// <summary>A name for cancelling it; <see langword="null"/> for none.</summary>
    public string? Topic { get; init; }

    /// <summary>The time after which it is no longer sent; <see langword="null"/>: no limit.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>
/// An input that must be durable before its answer: a <see cref="JournalRecord"/> or an <see cref="EventRecord"/>.
/// </summary>
internal abstract record JournalItem
{
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// The body as received. Must not be pooled: the journal may write it after the request has ended.
    /// </summary>
    public ReadOnlyMemory<byte> Raw { get; init; }
}
