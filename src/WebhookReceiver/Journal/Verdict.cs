using System.Collections.Immutable;

namespace WebhookReceiver.Journal;

/// <summary>What deciding came to; the journal neither knows nor cares how.</summary>
/// <param name="Reply">The bytes to answer with; <c>{}</c> for silence.</param>
/// <param name="RuleName">The rule that answered; <see langword="null"/> if none did.</param>
/// <param name="BookVersion">Version of the rule book that was asked.</param>
internal sealed record Verdict(ReadOnlyMemory<byte> Reply, string? RuleName, string BookVersion)
{
    public static readonly ReadOnlyMemory<byte> Silence = "{}"u8.ToArray();

    public ImmutableArray<ContactChange> Changes { get; init; } = [];
    public ImmutableArray<FollowUp> FollowUps { get; init; } = [];
    public ReadOnlyMemory<byte> ForeignResults { get; init; }

    public static bool IsSilence(ReadOnlyMemory<byte> reply) => reply.Span.SequenceEqual("{}"u8);
}

/// <summary>
/// Decides a message of a contact of whom this much is known. The trace lets foreign code be announced before it runs; if
/// deciding does not finish at once it is left anyway.
/// </summary>
internal delegate ValueTask<Verdict> Decide(IncomingMessage message, ContactView contact, ReceivedTrace trace);
