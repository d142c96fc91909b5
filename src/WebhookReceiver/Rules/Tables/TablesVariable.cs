using System.Collections.Frozen;
using Fluid.Values;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Tables;

/// <summary><c>tables.items</c>: all rows of a table, for loops with <c>for</c>.</summary>
/// <param name="tables">The tables.</param>
/// <param name="written">All names, including those of tables with errors.</param>
internal sealed class TablesVariable(FrozenDictionary<string, Table> tables, IReadOnlyCollection<string> written)
    : RuleSetVariable
{
    public const string Root = "tables";

    protected override IReadOnlyCollection<string> Names => written;

    public override FluidValue ValueFor(
        IncomingMessage message,
        IReadOnlyList<KeyValuePair<string, string>> captures,
        TemplateScope scope
    )
    {
        var values = new Dictionary<string, FluidValue>(tables.Count, StringComparer.Ordinal);
        foreach (var (name, table) in tables)
        {
            values[name] = table.Values;
        }
        return TemplateVariables.Value(values);
    }
}
