using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Matching;

/// <summary>A row of a table, named in the text; <c>&lt;item:items&gt;</c> captures <c>item.name</c> and the other columns.</summary>
/// <param name="table">The rows.</param>
/// <param name="languages">The languages of negations.</param>
internal sealed class TableSlot(Table table, SpokenLanguages languages) : SlotType
{
    private const int MostAlternatives = 4;
    private const int MostBetween = 2;

    public override string Name => table.Name;

    public override int Read(MatchContext context, int token, SlotUse use, Readings readings)
    {
        var taken = RowAt(context, token, out var row);
        if (taken > 0)
        {
            readings.Add(NameOf(row));
        }

        return taken;
    }

    /// <summary>The row named at this word.</summary>
    /// <returns>The number of words of its name, 0 if none is named.</returns>
    public int RowAt(MatchContext context, int token, out int row) =>
        table.Names.At(context, token, out var length, out row) ? length : 0;

    /// <summary>Whether a folded word names one row, and stands in the names of others.</summary>
    public bool IsGeneral(ReadOnlySpan<char> word) => table.IsGeneral(word);

    /// <summary>The name of a row.</summary>
    public string NameOf(int row) => table.Rows[row].Cells[0];

    public override bool IsDenied(MatchContext context, int first, int end, SlotUse use) =>
        Denial.IsBefore(languages, context.Text, first);

    /// <summary>"brushing and haircut": a question asks which; without one the first row counts.</summary>
    public override int Further(MatchContext context, int end, Readings readings)
    {
        var text = context.Text;
        var at = end;
        for (var i = 0; i < MostAlternatives && at < text.Tokens.Length; i++)
        {
            var more = Next(context, at, readings);
            if (more == 0)
            {
                break;
            }

            readings.FirstWins = true;
            at += more;
        }

        if (languages.Take(SpokenPart.Not, text, at, out var place) is > 0 and var denial && place == Denial.After)
        {
            readings.Clear();
            at += denial;
        }

        return at - end;
    }

    private int Next(MatchContext context, int token, Readings readings)
    {
        var text = context.Text;
        var at = token + languages.Take(SpokenPart.Or, text, token, out _);
        at += at == token && ChoiceForms.IsAnd(text.WordAt(token)) ? 1 : 0;
        if (at == token && !Joint.IsSign(text, token) && !Denial.IsBreak(text, token))
        {
            return 0;
        }

        for (var i = 0; i <= MostBetween && at < text.Tokens.Length; i++, at++)
        {
            if (RowAt(context, at, out var row) is > 0 and var taken)
            {
                readings.Add(NameOf(row));
                return at + taken - token;
            }

            if (!languages.IsCourtesy(text, at))
            {
                return 0;
            }
        }

        return 0;
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
