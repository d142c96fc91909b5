using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Testing;

/// <summary>A message of the past with the clock, seed and contact of then, and what was answered.</summary>
internal sealed record PastMessage(
    long Number,
    IncomingMessage Message,
    string? RuleName,
    ReadOnlyMemory<byte> Reply,
    ImmutableArray<ExternalResult> External
)
{
    /// <summary>What the program itself kept of the contact then.</summary>
    public IReadOnlyDictionary<string, string> Own { get; init; } = FrozenDictionary<string, string>.Empty;
}

/// <summary>What another book would have answered.</summary>
internal sealed record ReplayedAnswer(PastMessage Past, string? RuleName, ReadOnlyMemory<byte> Reply)
{
    /// <summary>True if the customer would have got other bytes.</summary>
    public bool Differs => !Reply.Span.SequenceEqual(Past.Reply.Span);
}
