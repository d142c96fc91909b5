using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary><c>zone</c>: the time zone by its IANA name.</summary>
internal static class ZoneKey
{
    public static void Read(FolderSettings settings, Node node, Reading reading) =>
        settings.Zone = Read(node, reading) ?? settings.Zone;

    /// <summary>The zone, or null with a problem.</summary>
    public static TimeZoneInfo? Read(Node node, Reading reading)
    {
        if (reading.Word(node, "zone") is not { } name)
        {
            return null;
        }
        // Windows names would work on some machines and not on others.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
        {
            return zone;
        }

        string[] known = [.. TimeZoneInfo.GetSystemTimeZones().Select(one => one.Id)];
        var nearest =
            Array.Find(known, id => id.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase))
            ?? Suggestion.Nearest(name, known);
        reading.Problems.Error(
            node.Place,
            $"there is no time zone '{name}'.",
            nearest is null ? "Write it like Europe/Dublin (region/city)." : $"Did you mean '{nearest}'?"
        );
        return null;
    }
}
