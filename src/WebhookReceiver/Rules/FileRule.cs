using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules;

/// <summary>A rule from a rule file. All conditions must hold; then the plan is filled in.</summary>
internal sealed class FileRule(
    string id,
    RulePlace place,
    ReplyStage stage,
    int priority,
    ImmutableArray<Condition> when,
    ReplyPlan plan
) : IReplyRule
{
    public string Name => id;
    public RulePlace Place => place;
    public ReplyStage Stage => stage;
    public int Priority => priority;
    public ImmutableArray<Condition> When => when;
    public ReplyPlan Plan => plan;

    public ValueTask<Reply?> ReplyAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
