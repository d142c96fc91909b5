using System.Globalization;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// <c>missed: 3</c>: the third message in a row without an answer before the fallback; and the sixth, and so on.
/// </summary>
internal sealed class MissedCondition(int count) : Condition
{
    public override TrackedFacts TrackedFacts => TrackedFacts.Missed;

    public override string Describe() => $"missed: {count}";

    public override bool Holds(MatchContext context) => (ContactFacts.Missed(context.Context.Own) + 1) % count == 0;
}

/// <summary><c>missed</c>: a number of messages, in the stage <c>fallback</c>.</summary>
internal static class MissedKeyParser
{
    private const int MostMissed = 100;

    public static KeySpec<ConditionDraft> Spec { get; } =
        new("missed", Parse, Shape.Whole, "So many messages in a row that no rule answered");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        if (context.Word(node, "missed") is not { } word)
        {
            return;
        }

        var isCount = int.TryParse(word.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        if (isCount && count is > 0 and <= MostMissed)
        {
            draft.Add(new MissedCondition(count));
            return;
        }

        context.Problems.Error(
            node.Place,
            $"'{word}' is not a number of messages.",
            $"Write a whole number from 1 to {MostMissed}, such as 'missed: 3' for the third in a row."
        );
    }

    /// <summary>Whether a message is missed is known only in the fallback.</summary>
    public static void Check(RuleDraft rule, ParseContext context)
    {
        var asks = rule.When.Any(condition => condition.TrackedFacts.HasFlag(TrackedFacts.Missed));
        if (asks && rule.Stage != ReplyStage.Fallback)
        {
            context.Problems.Error(
                (rule.Node["when"] ?? rule.Node).Place,
                "'missed' is known only in the stage 'fallback', when nobody else has answered.",
                "Add 'stage: fallback', or take 'missed' out."
            );
        }
    }
}
