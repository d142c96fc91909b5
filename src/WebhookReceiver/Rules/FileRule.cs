using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules;

/// <summary>A rule from a rule file. All conditions must hold; then the plan is filled in.</summary>
internal sealed class FileRule(
    string id,
    RulePlace place,
    ReplyStage stage,
    int priority,
    ImmutableArray<Condition> when,
    ReplyPlan plan,
    Vocabulary vocabulary
) : IReplyRule
{
    public string Name => id;
    public RulePlace Place => place;
    public ReplyStage Stage => stage;
    public int Priority => priority;
    public ImmutableArray<Condition> When => when;
    public ReplyPlan Plan => plan;

    /// <summary>What hangs on the contact, or changes what is known of it; null for most rules.</summary>
    public RuleTalk? Talk { get; init; }

    /// <summary>Whether it forgives typing mistakes, once no rule of its stage answers without.</summary>
    public bool Typos { get; init; }

    /// <summary>Counted where it would answer, and passed over.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Answers one message alone, outside the order of a book.</summary>
    public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        using var context = MatchContext.Rent(message, vocabulary);
        return ValueTask.FromResult(Holds(context) ? plan.Make(message, context.CapturedValues()) : null);
    }

    /// <summary>Whether all conditions hold; the context then carries the captures.</summary>
    public bool Holds(MatchContext context)
    {
        context.ForgetCaptures(0);
        context.Matched = null;
        foreach (var condition in when)
        {
            if (!condition.Holds(context))
            {
                return false;
            }
        }
        return true;
    }
}
