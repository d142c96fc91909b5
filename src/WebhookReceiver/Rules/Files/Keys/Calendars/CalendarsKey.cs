using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Calendars;

/// <summary><c>calendars</c>: when somebody is open, by name.</summary>
internal static class CalendarsKey
{
    private const string Example = "Write: shop: { open: { mon-fri: \"09:00-17:30\" } }";

    public static void Read(Node node, Reading reading)
    {
        if (reading.Map(node, "calendars", Example) is not { } map)
        {
            return;
        }
        foreach (var entry in map.Entries)
        {
            if (!FolderNames.IsReference($"${entry.Name}") || entry.Name.Contains('.', StringComparison.Ordinal))
            {
                reading.Problems.Error(
                    entry.Key.Place,
                    $"'{entry.Name}' cannot be the name of a calendar.",
                    "A name begins with a letter and has letters, digits, '-' and '_'."
                );
                continue;
            }
            reading.Names.AddCalendar(entry.Name, new NamedNode(entry.Key.Place, entry.Value));
        }
    }

    /// <summary>Reads every calendar once the zone of the settings is known.</summary>
    public static void ReadAll(Reading reading)
    {
        foreach (var (name, named) in reading.Names.Calendars)
        {
            if (reading.Map(named.Value, $"the calendar '{name}'", Example) is not { } map)
            {
                continue;
            }
            var draft = new CalendarDraft();
            CalendarKeys.Table.Read(map, draft, reading);
            if (!CalendarKeys.Table.Has(map, "open"))
            {
                reading.Problems.Error(named.Place, $"the calendar '{name}' has no usual hours.", Example);
            }
            else if (draft.ToCalendar(name, reading.Zone) is { } calendar)
            {
                reading.Book.Calendars.Add(name, calendar);
            }
        }
    }
}
