using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage;

/// <summary>A message as it is kept. Without an answer: received, and foreign code is about to run.</summary>
internal sealed record JournalRecord : JournalItem
{
    public required MessageKey Key { get; init; }
    public required ContactKey Contact { get; init; }
    public long Seed { get; init; }

    /// <summary>Set where the contact did not write it: an echo of ours, what became of a message.</summary>
    public bool IsUnheard { get; init; }

    /// <summary>The decoded message, see <see cref="StoredMessage"/>.</summary>
    public ReadOnlyMemory<byte> Decoded { get; init; }

    /// <summary>The contact's state before, which a replay starts from; empty if nothing was remembered.</summary>
    public ReadOnlyMemory<byte> StateBefore { get; init; }

    public MessageResult? Answer { get; init; }
}

/// <summary>Something to send later, its body a <see cref="FollowUpMessage"/>; becomes an entry of the outbox.</summary>
internal sealed record FollowUp(DateTimeOffset DueAt, ReadOnlyMemory<byte> Body)
{
    /// <summary>Who gets it, as the platform writes numbers; <see langword="null"/>: the contact who wrote.</summary>
    public string? Recipient { get; init; }

    /// <summary>Channel id it goes out by; <see langword="null"/>: that of the message.</summary>
    public string? Channel { get; init; }

    /// <summary>A name by which it can be cancelled; <see langword="null"/> if it has none.</summary>
    public string? Topic { get; init; }

    /// <summary>From then on it is not sent any more; <see langword="null"/>: never too late.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
