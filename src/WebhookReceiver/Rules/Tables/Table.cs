using System.Collections.Frozen;
using System.Collections.Immutable;
using Fluid.Values;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Tables;

/// <summary>A table of the rules folder: rows that contacts name by one of several words.</summary>
internal sealed class Table
{
    /// <summary>The column with a row's first name.</summary>
    public const string NameColumn = "name";

    /// <summary>The column with other names, separated by semicolons.</summary>
    public const string AlsoColumn = "also";

    private readonly Lazy<FluidValue> _values;
    private readonly Lazy<FrozenSet<string>> _general;

    public Table(string name, ImmutableArray<string> columns, ImmutableArray<TableRow> rows, TableNames names)
    {
        Name = name;
        Columns = columns;
        Rows = rows;
        Names = names;
        _general = new(() => GeneralNames.Of(this));
        _values = new(() => new ArrayValue([.. rows.Select(row => row.ToValue(columns))]));
    }

    public string Name { get; }

    public ImmutableArray<string> Columns { get; }

    public ImmutableArray<TableRow> Rows { get; }

    public TableNames Names { get; }

    /// <summary>The rows as templates see them; made once, on first use.</summary>
    public FluidValue Values => _values.Value;

    /// <summary>Whether a folded word names one row, and stands in the names of others: "bike" beside "e-bike".</summary>
    public bool IsGeneral(ReadOnlySpan<char> word) =>
        _general.Value.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>The row named anywhere in a text; null if there is none. For a form's question.</summary>
    public TableRow? Find(MatchContext context) => Names.Find(context, 0, out _, out var row) >= 0 ? Rows[row] : null;
}

/// <summary>A row: its cells in the order of the columns, and its position.</summary>
internal sealed record TableRow(RulePlace Place, ImmutableArray<string> Cells)
{
    public FluidValue ToValue(ImmutableArray<string> columns)
    {
        var values = new Dictionary<string, FluidValue>(columns.Length, StringComparer.Ordinal);
        for (var i = 0; i < columns.Length; i++)
        {
            values[columns[i]] = TemplateVariables.Value(Cells[i]);
        }
        return TemplateVariables.Value(values);
    }
}
