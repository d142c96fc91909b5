using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Matching.Conditions;

/// <summary><c>mentions</c>: a row of the table is named; its columns become <c>items.name</c>, <c>items.price</c>.</summary>
internal sealed class MentionsCondition(Table table) : Condition
{
    private readonly string[] _names = [.. table.Columns.Select(column => $"{table.Name}.{column}")];

    public override IEnumerable<string> CaptureNames => _names;

    public override IEnumerable<int> Words => table.Names.Words;

    public override Needs? NeedsOf(WordUse use) => table.Names.NeedsOf(use);

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
