using System.Collections.Frozen;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Source;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Parsing;

/// <summary>The named definitions that rules refer to, parsed first: shared texts, calendars and tables.</summary>
internal sealed record Definitions(
    IReadOnlyDictionary<string, SharedText> Texts,
    IReadOnlyDictionary<string, Calendar> Calendars,
    IReadOnlyDictionary<string, Table> Tables
)
{
    /// <summary>The table of this name; null with a problem if it is unknown.</summary>
    public Table? Table(TextNode name, ParseContext context) =>
        Find(Tables, context.Symbols.Tables, "table", "tables", name, context);

    /// <summary>The calendar of this name; null with a problem if it is unknown.</summary>
    public Calendar? Calendar(TextNode name, ParseContext context) =>
        Find(Calendars, context.Symbols.Calendars, "calendar", "calendars", name, context);

    /// <summary>The variables available to every template of the folder.</summary>
    public FrozenDictionary<string, RuleSetVariable> Variables(SymbolTable symbols) =>
        new Dictionary<string, RuleSetVariable>(StringComparer.Ordinal)
        {
            [CalendarVariable.Root] = new CalendarVariable(
                Calendars.ToFrozenDictionary(StringComparer.Ordinal),
                [.. symbols.Calendars.Keys]
            ),
            [TablesVariable.Root] = new TablesVariable(
                Tables.ToFrozenDictionary(StringComparer.Ordinal),
                [.. symbols.Tables.Keys]
            ),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static T? Find<T>(
        IReadOnlyDictionary<string, T> parsed,
        IReadOnlyDictionary<string, NamedNode> written,
        string what,
        string key,
        TextNode name,
        ParseContext context
    )
        where T : class
    {
        if (parsed.TryGetValue(name.Value, out var found))
        {
            return found;
        }
        // A definition with an error of its own is not reported again.
        if (written.ContainsKey(name.Value) || context.Symbols.MayStandInUnreadableFile(name.Value))
        {
            context.Problems.LacksSomething = true;
        }
        else
        {
            context.Problems.Error(
                name.Place,
                $"there is no {what} '{name.Value}'.",
                context.Symbols.Nearest(name.Value, [.. written.Keys]) ?? $"Define it under '{key}:'."
            );
        }
        return null;
    }
}
