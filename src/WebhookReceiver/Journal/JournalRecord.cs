using System.Collections.Immutable;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Journal;

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

    public JournalAnswer? Answer { get; init; }
}

/// <summary>What was answered, why, and all that follows from it; committed as one.</summary>
internal sealed record JournalAnswer
{
    /// <summary>The bytes of the reply; <c>{}</c> for silence.</summary>
    public required ReadOnlyMemory<byte> Reply { get; init; }

    /// <summary>The rule that answered; <see langword="null"/> if none did.</summary>
    public string? RuleName { get; init; }

    /// <summary>Version of the rule book.</summary>
    public string BookVersion { get; init; } = "";

    public TimeSpan Duration { get; init; }

    /// <summary>The contact's new state; <see langword="null"/> if it stays as it was.</summary>
    public ContactState? StateAfter { get; init; }

    public ImmutableArray<FollowUp> FollowUps { get; init; } = [];

    /// <summary>Results of look-ups and plug-ins, JSON; empty if there were none.</summary>
    public ReadOnlyMemory<byte> ForeignResults { get; init; }

    /// <summary>An answer that no rule gave.</summary>
    public static JournalAnswer Of(ReadOnlyMemory<byte> reply) => new() { Reply = WholeReply(reply) };

    /// <summary>An empty reply would read as "not answered yet".</summary>
    public static ReadOnlyMemory<byte> WholeReply(ReadOnlyMemory<byte> reply) =>
        reply.IsEmpty ? Verdict.Silence : reply;
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
