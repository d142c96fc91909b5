using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// <c>mentions</c>: the text names a row of the table; its columns become <c>items.name</c>, <c>items.price</c>.
/// </summary>
internal sealed class MentionsCondition(Table table) : Condition
{
    public Table Table => table;

    private readonly string[] _names = [.. table.Columns.Select(column => $"{table.Name}.{column}")];

    public override IEnumerable<string> CaptureNames => _names;

    public override IEnumerable<int> Words => table.Names.Words;

    public override IndexTerms? NeedsOf(TermFrequency frequency) => table.Names.NeedsOf(frequency);

    public override bool LooksAtTextAlone => true;

    public override string Describe() => "mentions: " + table.Name;

    public override bool Holds(MatchContext context)
    {
        if (table.Find(context) is not { } row)
        {
            return false;
        }
        for (var i = 0; i < _names.Length; i++)
        {
            context.CaptureValue(_names[i], row.Cells[i]);
        }
        return true;
    }
}

/// <summary><c>mentions</c>: a table, or several of which one must match.</summary>
internal static class MentionsKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("mentions", Parse, Shape.Text, "A row of this table is named");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        List<Condition> conditions =
        [
            .. context
                .TextList(node, "a table")
                .Select(name => context.Definitions.Table(name, context))
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
