using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>One rule of the book, put to one message.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Place">Where it is written; <see langword="null"/> for the rule of a plug-in.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record ExplainedRule(string Name, RulePlace? Place, ReplyStage Stage, int Priority, RuleOutcome Outcome)
{
    /// <summary>Its conditions; without that of answering outside of groups, which every rule has and nobody writes, as long as it holds.</summary>
    public ImmutableArray<ExplainedCondition> Conditions { get; init; } = [];

    /// <summary>What the conditions that hold captured.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Captures { get; init; } = [];

    /// <summary>What went wrong, or what is known of a plug-in; <see langword="null"/> if there is nothing to say.</summary>
    public string? Remark { get; init; }

    /// <summary>True if it answers because its question or a choice was open, not because its conditions hold.</summary>
    public bool IsByForm { get; init; }

    /// <summary>Time the walk spent on it.</summary>
    public TimeSpan Took { get; init; }

    public bool AllHold => Conditions.All(condition => condition.Holds);

    /// <summary><c>'hours' at bakery.yaml:12</c>; of a plug-in the name alone.</summary>
    public string Shown => Place is { } place ? $"'{Name}' at {place.Path}:{place.Line}" : $"'{Name}'";

    /// <summary>The conditions of a rule of the files; the outcome is for who knows the others.</summary>
    public static ExplainedRule Of(FileRule rule, MatchContext context)
    {
        context.ForgetCaptures(0);
        var conditions = ImmutableArray.CreateBuilder<ExplainedCondition>();
        foreach (var condition in rule.When)
        {
            var explained = ExplainedCondition.Of(condition, context);
            if (!explained.Holds || condition is not ChatCondition { Scope: ChatScope.Direct })
            {
                conditions.Add(explained);
            }
        }

        return new ExplainedRule(rule.Name, rule.Place, rule.Stage, rule.Priority, RuleOutcome.DoesNotHold)
        {
            Conditions = conditions.DrainToImmutable(),
            Captures = [.. context.CapturedValues()],
        };
    }

    /// <summary>A plug-in is not asked: it looks at the world, and may change it.</summary>
    public static ExplainedRule OfPlugin(IReplyRule rule) =>
        new(rule.Name, Place: null, rule.Stage, rule.Priority, RuleOutcome.NotAsked)
        {
            Remark = rule switch
            {
                PluginRuleProxy { IsSwitchedOff: true } guarded =>
                    $"plug-in {guarded.Plugin}: switched off, because it held too many threads",
                PluginRuleProxy { IsResting: true } guarded => $"plug-in {guarded.Plugin}: rests after its faults",
                PluginRuleProxy guarded =>
                    $"plug-in {guarded.Plugin}: not asked here, so it may answer or pass; 'try' asks it",
                _ => "not asked here, so it may answer or pass; 'try' asks it",
            },
        };
}

/// <summary>What came of a rule.</summary>
internal enum RuleOutcome
{
    /// <summary>A condition does not hold.</summary>
    DoesNotHold = 0,

    /// <summary>It is the one that answers.</summary>
    Answers = 1,

    /// <summary>All of it holds, but a rule before it has answered.</summary>
    ComesLater = 2,

    /// <summary>All of it holds, but it had nothing to say and passed the message on.</summary>
    PassesOn = 3,

    /// <summary>It failed and was passed over.</summary>
    Failed = 4,

    /// <summary>It belongs to a plug-in, which is not asked.</summary>
    NotAsked = 5,

    /// <summary>All of it holds, but it is in the shadow: counted, never answering.</summary>
    Shadow = 6,

    /// <summary>All of it holds, but the message answered the question or menu that was open.</summary>
    FormFirst = 7,
}
