using System.Globalization;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Tests;

/// <summary><c>at</c>: arrival of the test's message: <c>fri 10:00</c> in a fixed week, or a full date.</summary>
internal static class AtKeyParser
{
    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss",
    ];
    private static readonly string[] FixedFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    public static void Parse(TestDraft test, Node node, ParseContext context)
    {
        if (context.Word(node, "at") is not { } text)
        {
            return;
        }

        if (Parse(text.Trim(), test.Zone) is { } instant)
        {
            test.At = instant;
            return;
        }

        context.Problems.Error(
            node.Place,
            $"'{text}' is not a time.",
            text.Replace('.', ':') is var mended && Parse(mended.Trim(), test.Zone) is not null
                ? $"Write: at: {mended}"
                : "Write 'fri 10:00', '10:00' or '2026-12-24 10:00', for example."
        );
    }

    private static DateTimeOffset? Parse(string text, TimeZoneInfo zone)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (DateTime.TryParseExact(text, LocalFormats, invariant, DateTimeStyles.None, out var local))
        {
            return TestWeek.In(zone, local);
        }

        return DateTimeOffset.TryParseExact(text, FixedFormats, invariant, DateTimeStyles.None, out var instant)
            ? instant
            : TestWeek.Parse(text, zone);
    }
}

/// <summary>The default week of tests: Monday 12 to Sunday 18 January 2026.</summary>
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

    /// <summary>Any prefix of the day's name from three letters; -1 for none.</summary>
    private static int DayOf(string word) =>
        word.Length < 3 ? -1 : Array.FindIndex(Days, day => day.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static TimeSpan? TimeOf(string word) =>
        TimeSpan.TryParseExact(word, TimeFormats, CultureInfo.InvariantCulture, out var time) ? time : null;
}
