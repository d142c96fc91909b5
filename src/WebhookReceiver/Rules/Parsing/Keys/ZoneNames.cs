using System.Collections.Frozen;
using System.Globalization;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Time zones as people abbreviate them, with a place that has their clocks in summer, too.</summary>
internal static class ZoneNames
{
    private static readonly FrozenDictionary<string, string> Places = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["ACST"] = "Australia/Adelaide",
        ["AEDT"] = "Australia/Sydney",
        ["AEST"] = "Australia/Sydney",
        ["AKST"] = "America/Anchorage",
        ["ART"] = "America/Argentina/Buenos_Aires",
        ["AST"] = "America/Halifax",
        ["AWST"] = "Australia/Perth",
        ["BRT"] = "America/Sao_Paulo",
        ["BST"] = "Europe/London",
        ["CAT"] = "Africa/Maputo",
        ["CDT"] = "America/Chicago",
        ["CEST"] = "Europe/Paris",
        ["CET"] = "Europe/Paris",
        ["CST"] = "America/Chicago",
        ["CST6CDT"] = "America/Chicago",
        ["EAT"] = "Africa/Nairobi",
        ["EDT"] = "America/New_York",
        ["EEST"] = "Europe/Athens",
        ["EET"] = "Europe/Athens",
        ["EST"] = "America/New_York",
        ["EST5EDT"] = "America/New_York",
        ["GMT"] = "Europe/London",
        ["GST"] = "Asia/Dubai",
        ["HKT"] = "Asia/Hong_Kong",
        ["HST"] = "Pacific/Honolulu",
        ["ICT"] = "Asia/Bangkok",
        ["IST"] = "Asia/Kolkata",
        ["JST"] = "Asia/Tokyo",
        ["KST"] = "Asia/Seoul",
        ["MDT"] = "America/Denver",
        ["MET"] = "Europe/Paris",
        ["MSK"] = "Europe/Moscow",
        ["MST"] = "America/Denver",
        ["MST7MDT"] = "America/Denver",
        ["NZDT"] = "Pacific/Auckland",
        ["NZST"] = "Pacific/Auckland",
        ["PDT"] = "America/Los_Angeles",
        ["PHT"] = "Asia/Manila",
        ["PKT"] = "Asia/Karachi",
        ["PST"] = "America/Los_Angeles",
        ["PST8PDT"] = "America/Los_Angeles",
        ["SAST"] = "Africa/Johannesburg",
        ["SGT"] = "Asia/Singapore",
        ["TRT"] = "Europe/Istanbul",
        ["WAT"] = "Africa/Lagos",
        ["WEST"] = "Europe/Lisbon",
        ["WET"] = "Europe/Lisbon",
        ["WIB"] = "Asia/Jakarta",
        ["WITA"] = "Asia/Makassar",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A place for each distance from UTC, in minutes.</summary>
    private static readonly FrozenDictionary<int, string> ByMinutes = new Dictionary<int, string>
    {
        [-600] = "Pacific/Honolulu",
        [-480] = "America/Los_Angeles",
        [-420] = "America/Denver",
        [-360] = "America/Chicago",
        [-300] = "America/New_York",
        [-240] = "America/Halifax",
        [-180] = "America/Sao_Paulo",
        [0] = "Europe/London",
        [60] = "Europe/Paris",
        [120] = "Europe/Athens",
        [180] = "Europe/Istanbul",
        [210] = "Asia/Tehran",
        [240] = "Asia/Dubai",
        [300] = "Asia/Karachi",
        [330] = "Asia/Kolkata",
        [345] = "Asia/Kathmandu",
        [360] = "Asia/Dhaka",
        [420] = "Asia/Jakarta",
        [480] = "Asia/Singapore",
        [540] = "Asia/Tokyo",
        [600] = "Australia/Sydney",
        [720] = "Pacific/Auckland",
    }.ToFrozenDictionary();

    /// <summary>The place that an abbreviation or a distance from UTC may mean; null for another name.</summary>
    public static string? Place(string written) =>
        Places.GetValueOrDefault(written.Trim())
        ?? (Minutes(written) is { } minutes ? ByMinutes.GetValueOrDefault(minutes) : null);

    /// <summary>What is doubtful about a zone that exists, and its cure; null if nothing is.</summary>
    public static (string Doubt, string Cure)? Doubt(string name)
    {
        if (name.StartsWith("Etc/GMT", StringComparison.Ordinal) && name.Length > 7 && Minutes(name) is { } minutes)
        {
            // "Etc/GMT+5" is five hours behind.
            return (
                $"'{name}' has its sign the other way round, and no summer time.",
                ByMinutes.GetValueOrDefault(-minutes) is { } there
                    ? $"Write a place: zone: {there}"
                    : "Write a place, such as zone: Europe/Dublin"
            );
        }

        return Places.TryGetValue(name, out var place)
            ? (
                $"'{name}' is an abbreviation, and may lack the summer time of the place.",
                $"Write a place: zone: {place}"
            )
            : null;
    }

    /// <summary>The distance from UTC in UTC+1, GMT+5:30, +02:00; null for another name.</summary>
    private static int? Minutes(string written)
    {
        var text = written.AsSpan().Trim();
        foreach (var start in (ReadOnlySpan<string>)["Etc/GMT", "UTC", "GMT"])
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                text = text[start.Length..].Trim();
                break;
            }
        }

        if (text.Length < 2 || text[0] is not ('+' or '-' or '−'))
        {
            return null;
        }

        var sign = text[0] == '+' ? 1 : -1;
        var rest = text[1..].Trim();
        var colon = rest.IndexOf(':');
        var hours = colon < 0 ? rest : rest[..colon];
        var minutes = colon < 0 ? "0" : rest[(colon + 1)..];
        return
            int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            && int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var more)
            && whole < 15
            ? sign * ((whole * 60) + more)
            : null;
    }
}
