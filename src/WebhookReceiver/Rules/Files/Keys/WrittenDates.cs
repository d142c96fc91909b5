using System.Globalization;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>Dates as rule files write them: 2026-12-24, and 12-24 for every year.</summary>
internal static class WrittenDates
{
    private static readonly string[] Moments = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd H:mm"];
    private static readonly string[] Other =
    [
        "d.M.yyyy",
        "d/M/yyyy",
        "d-M-yyyy",
        "yyyy/M/d",
        "yyyy.M.d",
        "yyyy-M-d",
        "d MMMM yyyy",
        "d MMM yyyy",
    ];

    private static readonly string[] OtherYearly = ["d.M.", "d.M", "d/M", "d MMM", "d MMMM", "MMM d", "MMMM d"];

    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    public static DateTime? Moment(string text) =>
        DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment
            : null;

    /// <summary>Month and day, in a leap year, so that 29 February is one.</summary>
    public static DateOnly? Yearly(string text) => text.Length == 5 ? Day($"2024-{text}") : null;

    /// <summary>The date as it should have been written, if the text is one in another order; day before month.</summary>
    public static string? Mended(string text) =>
        DateOnly.TryParseExact(text.Trim(), Other, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    /// <summary>The same for a day of every year.</summary>
    public static string? MendedYearly(string text) =>
        DateTime.TryParseExact(
            $"{text.Trim()} 2024",
            [.. OtherYearly.Select(format => $"{format} yyyy")],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day.ToString("MM-dd", CultureInfo.InvariantCulture)
            : null;
}
