using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Matching;

/// <summary>A row of a table, named in the text; <c>&lt;item:items&gt;</c> captures <c>item.name</c> and the other columns.</summary>
internal sealed class TableSlot(Table table) : PlainSlotType
{
    public override string Name => table.Name;

    public override int TryRead(MatchContext context, int token, out string value)
    {
        value = "";
        if (!table.Names.At(context, token, out var length, out var row))
        {
            return 0;
        }
        value = table.Rows[row].Cells[0];
        return length;
    }

    public override IEnumerable<string> CaptureNames(string slot) => table.Columns.Select(column => $"{slot}.{column}");

    public override void Capture(MatchContext context, string slot, int token, string value)
    {
        if (!table.Names.At(context, token, out _, out var row))
        {
            return;
        }
        for (var i = 0; i < table.Columns.Length; i++)
        {
            context.CaptureValue($"{slot}.{table.Columns[i]}", table.Rows[row].Cells[i]);
        }
    }
}
