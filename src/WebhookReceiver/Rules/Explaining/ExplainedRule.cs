using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>The result of one rule for one message.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Place">Its position; <see langword="null"/> for the rule of a plug-in.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Outcome">The result.</param>
internal sealed record ExplainedRule(string Name, RulePlace? Place, ReplyStage Stage, int Priority, RuleOutcome Outcome)
{
    /// <summary>Its conditions. The implicit one for direct messages is left out while it holds.</summary>
    public ImmutableArray<ExplainedCondition> Conditions { get; init; } = [];

    /// <summary>Captures of the conditions that hold.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Captures { get; init; } = [];

    /// <summary>Captures that a question does not accept, with the reason.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Refused { get; init; } = [];

    /// <summary>Names of the passages that go with its question to a model; empty if it asks none.</summary>
    public ImmutableArray<string> Passages { get; init; } = [];

    /// <summary>What became of the question; <see langword="null"/> if nobody was asked.</summary>
    public string? Model { get; init; }

    /// <summary>Names of the passages that the model's answer cites.</summary>
    public ImmutableArray<string> Cited { get; init; } = [];

    /// <summary>The fault, or a note on a plug-in; <see langword="null"/> for none.</summary>
    public string? Remark { get; init; }

    /// <summary>True if it answers through its open question or menu, not through its conditions.</summary>
    public bool IsByForm { get; init; }

    /// <summary>Time spent on it here.</summary>
    public TimeSpan Took { get; init; }

    public bool AllHold => Conditions.All(condition => condition.Holds);

    /// <summary><c>'hours' at bakery.yaml:12</c>; the name alone for a plug-in.</summary>
    public string Shown => Place is { } place ? $"'{Name}' at {place.Path}:{place.Line}" : $"'{Name}'";

    /// <summary>The conditions of a file rule; the outcome needs knowledge of the other rules.</summary>
    public static ExplainedRule Of(FileRule rule, MatchContext context)
    {
        context.ForgetCaptures(0);
        context.Form = rule.Options?.Form;
        var conditions = ImmutableArray.CreateBuilder<ExplainedCondition>();
        foreach (var condition in rule.When)
        {
            var explained = ExplainedCondition.Of(condition, context);
            if (!explained.Holds || condition is not ChatCondition { Scope: ChatScope.Direct })
            {
                conditions.Add(explained);
            }
        }

        var captures = context.CapturedValues();
        ImmutableArray<KeyValuePair<string, string>> refused =
        [
            .. FormTurn
                .NotTaken(rule, context, captures)
                .Select(one => KeyValuePair.Create(one.Name, $"{one.Said} ({ReasonOf(one.Reading)})")),
        ];
        return new ExplainedRule(rule.Name, rule.Place, rule.Stage, rule.Priority, RuleOutcome.DoesNotHold)
        {
            Conditions = conditions.DrainToImmutable(),
            Captures = [.. captures.Where(one => refused.All(other => other.Key != one.Key))],
            Refused = refused,
        };
    }

    /// <summary>The same rule with its question to a model, if it asks one.</summary>
    public ExplainedRule WithModel(FileRule rule, IncomingMessage message, RuleSet ruleSet, Decision decision)
    {
        if (!AllHold || rule.Options?.AskModel is not { } plan)
        {
            return this;
        }

        var explained = this with
        {
            Passages = [.. plan.PassagesFor(message, ruleSet.Limits).Select(passage => passage.Name)],
        };
        foreach (var result in decision.External)
        {
            if (result.RuleName == Name && result.Model is { Kind: not ModelKind.NotAsked } model)
            {
                var told = result.Verdict is { } verdict
                    ? ModelVerdicts.SentenceOf(verdict)
                    : $"the model gave no answer: {model.Detail}";
                explained = explained with { Model = told, Cited = model.Passages };
            }
        }

        return explained;
    }

    /// <summary>Why a question does not accept an answer.</summary>
    public static string ReasonOf(AnswerReading reading) =>
        reading.Kind switch
        {
            AnswerKind.Doubtful => $"may mean {string.Join(" or ", reading.Readings)}",
            AnswerKind.NotPossible => $"{string.Join(" or ", reading.Readings)} is {reading.Why}",
            _ => "not understood",
        };

    /// <summary>A plug-in is not asked: its code reads, and may change, external state.</summary>
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

/// <summary>The result of a rule.</summary>
internal enum RuleOutcome
{
    /// <summary>A condition does not hold.</summary>
    DoesNotHold = 0,

    /// <summary>It answers.</summary>
    Answers = 1,

    /// <summary>Its conditions hold, but an earlier rule has answered.</summary>
    ComesLater = 2,

    /// <summary>Its conditions hold, but it had no text and passed the message on.</summary>
    PassesOn = 3,

    /// <summary>It failed and was skipped.</summary>
    Failed = 4,

    /// <summary>It belongs to a plug-in, which is not asked.</summary>
    NotAsked = 5,

    /// <summary>Its conditions hold, but it is in shadow mode: counted, never answering.</summary>
    Shadow = 6,

    /// <summary>Its conditions hold, but the message answered the open question or menu.</summary>
    FormFirst = 7,
}
