using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules;

/// <summary>A rule from a rule file. If all conditions hold, its plan makes the answer.</summary>
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

    /// <summary>The parts that depend on the contact's state or change it; null for most rules.</summary>
    public ConversationOptions? Options { get; init; }

    /// <summary>Whether it does nothing besides its reply.</summary>
    private bool OnlySays =>
        Options
            is null
                or {
                    Form: null,
                    Menu: null,
                    Lookup: null,
                    AskModel: null,
                    Handover: null,
                    Remember.IsEmpty: true,
                    Tell.IsEmpty: true
                };

    /// <summary>Whether it tolerates typing mistakes, if no rule of its stage answers without.</summary>
    public bool Typos { get; init; }

    /// <summary>Counted instead of answering, then skipped.</summary>
    public bool IsShadow { get; init; }

    /// <summary>The question that is open in its form; null for a menu.</summary>
    public Question? Asks(OpenForm open) => Options?.Form?.Find(open.Question);

    /// <summary>Answers one message alone, outside of a rule set.</summary>
    public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        using var context = MatchContext.Rent(message, vocabulary);
        return ValueTask.FromResult(Holds(context) ? plan.Make(message, context.CapturedValues()) : null);
    }

    /// <summary>Whether all conditions hold; the context then has the captures.</summary>
    public bool Holds(MatchContext context)
    {
        context.ForgetCaptures(0);
        context.Form = Options?.Form;
        context.OnlySays = OnlySays;
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
