using System.Globalization;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Parses durations: <c>5s</c>, <c>2m</c>, <c>1h</c>, <c>30d</c>.</summary>
internal static class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>The duration; null if the text is none, or longer than a hundred years.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (
            text.Length < 2
            || !int.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
        )
        {
            return null;
        }

        long? seconds = text[^1] switch
        {
            's' => count,
            'm' => count * 60L,
            'h' => count * 3_600L,
            'd' => count * 86_400L,
            _ => null,
        };
        return seconds is { } length && length <= Longest.TotalSeconds ? TimeSpan.FromSeconds(length) : null;
    }

    /// <summary>The duration of a key, above zero; null with a problem.</summary>
    public static TimeSpan? Parse(Node node, string what, ParseContext context)
    {
        if (context.Word(node, what) is not { } word)
        {
            return null;
        }

        var length = Parse(word.Trim());
        if (length is { } time && time > TimeSpan.Zero)
        {
            return time;
        }

        context.Problems.Error(
            node.Place,
            length is null ? $"'{word}' is not a length of time." : $"'{word}' is no time at all.",
            word.All(char.IsAsciiDigit) && length is null
                    ? $"Write the unit behind it: '{word}m' for minutes, '{word}h' for hours, '{word}d' for days."
                : Mended(word) is { } mended ? $"Write: {mended}"
                : "Write '30m', '12h' or '30d', for example."
        );
        return null;
    }

    /// <summary><c>30 minutes</c>, <c>1 day</c>, <c>2 weeks</c> as they are written here.</summary>
    private static string? Mended(string word)
    {
        string[] parts = [.. word.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        if (
            parts is not [var digits, var unit]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        )
        {
            return null;
        }

        var (sign, times) = unit.TrimEnd('s', '.').ToUpperInvariant() switch
        {
            "SECOND" or "SEC" => ("s", 1),
            "MINUTE" or "MIN" => ("m", 1),
            "HOUR" or "HR" => ("h", 1),
            "DAY" => ("d", 1),
            "WEEK" => ("d", 7),
            "MONTH" => ("d", 30),
            _ => ("", 0),
        };
        var written = string.Create(CultureInfo.InvariantCulture, $"{count * times}{sign}");
        return Parse(written) is null ? null : written;
    }
}

/// <summary>Parses dates of rule files: 2026-12-24, and 12-24 for every year.</summary>
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

    private static readonly string[] OtherYearly =
    [
        "d.M.",
        "d.M",
        "d/M",
        "d MMM",
        "d MMMM",
        "MMM d",
        "MMMM d",
        "M/d",
        "d-M",
    ];

    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    public static DateTime? Moment(string text) =>
        DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment
            : null;

    /// <summary>Month and day in a leap year, so that 29 February is valid.</summary>
    public static DateOnly? Yearly(string text) => text.Length == 5 ? Day($"2024-{text}") : null;

    /// <summary>The corrected date, if the text has another order; day before month.</summary>
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
