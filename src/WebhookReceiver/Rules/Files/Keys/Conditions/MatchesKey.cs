using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>matches</c>: a regular expression, or several of which one must match.</summary>
internal static class MatchesKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        var conditions = new List<Condition>();
        foreach (var text in reading.TextList(node, "a regular expression"))
        {
            if (MatchesCondition.Create(text.Value, out var error) is { } condition)
            {
                conditions.Add(condition);
            }
            else
            {
                reading.Problems.Error(text.Place, error ?? "this is no regular expression.");
            }
        }

        draft.Add(
            conditions.Count switch
            {
                0 => null,
                1 => conditions[0],
                _ => new AnyCondition([.. conditions]),
            }
        );
    }
}
