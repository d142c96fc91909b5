using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary><c>zone</c>: the time zone by its IANA name.</summary>
internal static class ZoneKeyParser
{
    public static void Parse(FolderSettings settings, Node node, ParseContext context) =>
        settings.Zone = Parse(node, context) ?? settings.Zone;

    /// <summary>The zone, or null with a problem.</summary>
    public static TimeZoneInfo? Parse(Node node, ParseContext context)
    {
        if (context.Word(node, "zone") is not { } name)
        {
            return null;
        }
        // Windows names would work on some machines and not on others.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
        {
            if (ZoneNames.Doubt(name) is var (doubt, better))
            {
                context.Problems.Note(node.Place, doubt, better);
            }
            return zone;
        }

        string[] known = [.. TimeZoneInfo.GetSystemTimeZones().Select(one => one.Id)];
        var nearest =
            ZoneNames.Place(name)
            ?? Array.Find(known, id => id.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase))
            ?? Suggestion.Nearest(name, known);
        context.Problems.Error(
            node.Place,
            $"there is no time zone '{name}'.",
            nearest is null ? "Write it like Europe/Dublin (region/city)." : $"Did you mean '{nearest}'?"
        );
        return null;
    }
}

/// <summary><c>dates</c> of the settings: whether 4/5 is the fourth of May (<c>day-month</c>, default) or the fifth of April.</summary>
internal static class DatesKeyParser
{
    private static readonly string[] Orders = ["day-month", "month-day"];

    public static void Parse(FolderSettings settings, Node node, ParseContext context)
    {
        if (context.Word(node, "dates") is not { } word)
        {
            return;
        }
        if (Orders.Contains(word, StringComparer.Ordinal))
        {
            settings.IsMonthFirst = word == Orders[1];
            return;
        }
        context.Problems.Error(node.Place, $"'{word}' is not an order of day and month.", Suggestion.For(word, Orders));
    }
}
