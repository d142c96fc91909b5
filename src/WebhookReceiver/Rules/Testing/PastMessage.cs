using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Testing;

/// <summary>A past message with its time, seed and contact state, and its reply.</summary>
internal sealed record PastMessage(
    long Number,
    IncomingMessage Message,
    string? RuleName,
    ReadOnlyMemory<byte> Reply,
    ImmutableArray<ExternalResult> External
)
{
    /// <summary>The program's own variables of the contact at that time.</summary>
    public IReadOnlyDictionary<string, string> Own { get; init; } = FrozenDictionary<string, string>.Empty;
}

/// <summary>The answer of another rule set.</summary>
internal sealed record ReplayedAnswer(PastMessage Past, string? RuleName, ReadOnlyMemory<byte> Reply)
{
    /// <summary>True if the contact would have got other bytes.</summary>
    public bool Differs => !Reply.Span.SequenceEqual(Past.Reply.Span);
}
