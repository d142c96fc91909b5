using System.Globalization;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>first</c>: <c>true</c> or a time; and <c>missed</c>: a number of messages.</summary>
internal static class FirstKey
{
    private const int MostMissed = 100;

    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        var word = reading.Word(node, "first");
        switch (word)
        {
            case null:
                break;
            case "true" or "yes" or "on":
                draft.Add(new FirstCondition(within: null));
                break;
            case "false" or "no" or "off":
                draft.Add(new NotCondition(new FirstCondition(within: null)));
                break;
            case var text when Durations.Parse(text.Trim()) is { } time && time > TimeSpan.Zero:
                draft.Add(new FirstCondition(time));
                break;
            default:
                reading.Problems.Error(
                    node.Place,
                    $"'{word}' is neither true nor a length of time.",
                    "Write 'first: true' for somebody who never wrote before, or 'first: 30d' for not within 30 days."
                );
                break;
        }
    }

    public static void ReadMissed(ConditionDraft draft, Node node, Reading reading)
    {
        if (reading.Word(node, "missed") is not { } word)
        {
            return;
        }

        var isCount = int.TryParse(word.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        if (isCount && count is > 0 and <= MostMissed)
        {
            draft.Add(new MissedCondition(count));
            return;
        }

        reading.Problems.Error(
            node.Place,
            $"'{word}' is not a number of messages.",
            $"Write a whole number from 1 to {MostMissed}, such as 'missed: 3' for the third in a row."
        );
    }

    /// <summary>Whether a message is missed is known only when the fallback is asked.</summary>
    public static void Check(RuleDraft rule, Reading reading)
    {
        var asks = rule.When.Any(condition => condition.Recollections.HasFlag(Recollections.Missed));
        if (asks && rule.Stage != ReplyStage.Fallback)
        {
            reading.Problems.Error(
                (rule.Node["when"] ?? rule.Node).Place,
                "'missed' is known only in the stage 'fallback', when nobody else has answered.",
                "Add 'stage: fallback', or take 'missed' out."
            );
        }
    }
}
