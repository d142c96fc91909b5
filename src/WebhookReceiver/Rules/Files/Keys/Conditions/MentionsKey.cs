using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Conditions;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>mentions</c>: a table, or several of which one must have a row that is named.</summary>
internal static class MentionsKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        List<Condition> conditions =
        [
            .. reading
                .TextList(node, "a table")
                .Select(name => reading.Book.Table(name, reading))
                .OfType<Table>()
                .Select(table => new MentionsCondition(table)),
        ];
        draft.Add(
            conditions switch
            {
                [] => null,
                [var one] => one,
                _ => new AnyCondition([.. conditions]),
            }
        );
    }
}
