using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules;

/// <summary>
/// All rules in their order, checked and compiled; immutable, so that one message sees one consistent set.
/// The order is stage, priority (high first), path, position; plug-ins come last among equals, by name.
/// </summary>
internal sealed class RuleBook
{
    /// <summary>Puts the rules in order and builds the index.</summary>
    /// <param name="version">Short hash of everything the book was made of.</param>
    public static RuleBook Create(
        string version,
        Vocabulary vocabulary,
        IEnumerable<FileRule> fileRules,
        IEnumerable<IReplyRule> pluginRules,
        DecisionLimits limits,
        TimeProvider time
    ) => throw new NotSupportedException();

    /// <summary>A book without rules: every message gets silence.</summary>
    public static RuleBook Empty { get; } = null!;

    public string Version => throw new NotSupportedException();

    /// <summary>All rules, in the order in which they are asked.</summary>
    public ImmutableArray<IReplyRule> Rules => throw new NotSupportedException();

    /// <summary>
    /// Finds the answer. Never throws on account of a rule. Completes at once unless a plug-in is asked; then within the
    /// limits, whatever the plug-in does.
    /// </summary>
    public ValueTask<Decision> DecideAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

/// <summary>Time that rules may take: all stages but fallback together, and fallback alone.</summary>
internal sealed record DecisionLimits(TimeSpan Rules, TimeSpan Fallback)
{
    public static DecisionLimits Default { get; } = new(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(0.5));
}
