using System.Collections.Frozen;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Files.Keys;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Tables;

namespace WebhookReceiver.Rules.Files;

/// <summary>What rules refer to by name and is read before them: calendars and tables.</summary>
internal sealed class FolderBook
{
    public Dictionary<string, Calendar> Calendars { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Table> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>The table of this name; null with a problem if there is none.</summary>
    public Table? Table(TextNode name, Reading reading) =>
        Find(Tables, reading.Names.Tables, "table", "tables", name, reading);

    /// <summary>The calendar of this name; null with a problem if there is none.</summary>
    public Calendar? Calendar(TextNode name, Reading reading) =>
        Find(Calendars, reading.Names.Calendars, "calendar", "calendars", name, reading);

    /// <summary>What every template of the folder may name.</summary>
    public FrozenDictionary<string, BookVariable> Variables(FolderNames names) =>
        new Dictionary<string, BookVariable>(StringComparer.Ordinal)
        {
            [CalendarVariable.Root] = new CalendarVariable(
                Calendars.ToFrozenDictionary(StringComparer.Ordinal),
                [.. names.Calendars.Keys]
            ),
            [TablesVariable.Root] = new TablesVariable(
                Tables.ToFrozenDictionary(StringComparer.Ordinal),
                [.. names.Tables.Keys]
            ),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static T? Find<T>(
        Dictionary<string, T> read,
        IReadOnlyDictionary<string, NamedNode> written,
        string what,
        string key,
        TextNode name,
        Reading reading
    )
        where T : class
    {
        if (read.TryGetValue(name.Value, out var found))
        {
            return found;
        }
        // One that has an error of its own is no second error.
        if (written.ContainsKey(name.Value) || reading.Names.MayStandInUnreadableFile(name.Value))
        {
            reading.Problems.LacksSomething = true;
        }
        else
        {
            reading.Problems.Error(
                name.Place,
                $"there is no {what} '{name.Value}'.",
                reading.Names.Nearest(name.Value, [.. written.Keys]) ?? $"Define it under '{key}:'."
            );
        }
        return null;
    }
}
