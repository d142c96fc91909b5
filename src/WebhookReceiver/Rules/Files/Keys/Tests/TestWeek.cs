using System.Globalization;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary>The week in which tests run unless they say otherwise: Monday 12 to Sunday 18 January 2026.</summary>
internal static class TestWeek
{
    private static readonly DateTime Monday = new(2026, 1, 12, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly TimeSpan Midday = TimeSpan.FromHours(12);
    private static readonly string[] Days =
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    private static readonly string[] TimeFormats = ["h\\:mm", "hh\\:mm"];

    /// <summary>Wednesday, 12:00.</summary>
    public static DateTimeOffset Noon(TimeZoneInfo zone) => In(zone, Monday.AddDays(2) + Midday);

    public static DateTimeOffset In(TimeZoneInfo zone, DateTime local) => new(local, zone.GetUtcOffset(local));

    /// <summary><c>fri 10:00</c>, <c>friday</c> or <c>10:00</c>; null for anything else.</summary>
    public static DateTimeOffset? Parse(string text, TimeZoneInfo zone)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (day, time) = words switch
        {
            [var only] when only.Contains(':', StringComparison.Ordinal) => (2, TimeOf(only)),
            [var only] => (DayOf(only), Midday),
            [var first, var second] => (DayOf(first), TimeOf(second)),
            _ => (-1, null),
        };
        return day >= 0 && time is { } hours ? In(zone, Monday.AddDays(day) + hours) : null;
    }

    /// <summary>Any beginning of the day's name from three letters; -1 for none.</summary>
    private static int DayOf(string word) =>
        word.Length < 3 ? -1 : Array.FindIndex(Days, day => day.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static TimeSpan? TimeOf(string word) =>
        TimeSpan.TryParseExact(word, TimeFormats, CultureInfo.InvariantCulture, out var time) ? time : null;
}
