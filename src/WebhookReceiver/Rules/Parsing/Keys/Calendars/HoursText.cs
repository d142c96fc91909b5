using System.Globalization;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Calendars;

/// <summary>Parses hours of a day: <c>09:00-17:30, 22:00-02:00</c>, or <c>closed</c>.</summary>
internal static class HoursText
{
    private const string Fix = "Write \"09:00-17:30\", \"09:00-12:00, 14:00-18:00\", \"00:00-24:00\" or closed.";

    /// <summary>The hours, or null with a problem.</summary>
    public static DayHours? Parse(Node node, ParseContext context)
    {
        var spans = new List<HourSpan>();
        var texts = context.TextList(node, "the hours");
        foreach (var text in texts)
        {
            if (text.Value.Trim().ToLowerInvariant() is "closed" && texts.Count == 1)
            {
                return DayHours.Closed;
            }
            foreach (var part in text.Value.Split([',', ';'], StringSplitOptions.TrimEntries))
            {
                if (Span(part) is not { } span)
                {
                    context.Problems.Error(text.Place, $"'{part}' is not a time from and to.", Mended(part) ?? Fix);
                    return null;
                }
                if (span.From == span.To)
                {
                    context.Problems.Error(
                        text.Place,
                        $"'{part}' begins and ends at the same time.",
                        "Write \"00:00-24:00\" for the whole day, or closed."
                    );
                    return null;
                }
                CalendarNotes.Look(span, text.Place, context);
                spans.Add(span);
            }
        }
        spans.Sort((left, right) => left.From.CompareTo(right.From));
        for (var i = 1; i < spans.Count; i++)
        {
            if (spans[i].From < spans[i - 1].To)
            {
                context.Problems.Error(
                    node.Place,
                    $"{spans[i - 1]} and {spans[i]} overlap.",
                    "Write one span, or let the first end before the second begins."
                );
                return null;
            }
        }
        return spans.Count == 0 ? null : new DayHours([.. spans], Reason: null);
    }

    private static HourSpan? Span(string part)
    {
        var ends = part.Split(['-', '–', '—'], StringSplitOptions.TrimEntries);
        return ends.Length == 2 && Minute(ends[0]) is { } from and < HourSpan.Midnight && Minute(ends[1]) is { } to
            ? new HourSpan(from, to < from ? to + HourSpan.Midnight : to)
            : null;
    }

    private static int? Minute(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > 2 || text.Length != colon + 3)
        {
            return null;
        }
        var isTime =
            int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            & int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes);
        return isTime && (hours < 24 || (hours == 24 && minutes == 0)) && minutes < 60 ? (hours * 60) + minutes : null;
    }

    /// <summary>The correction of 9am-5pm, 9-17 and 9.00-17.30.</summary>
    private static string? Mended(string part)
    {
        string[] ends =
        [
            .. part.Split(["-", "–", "—", " to ", " till ", " until "], StringSplitOptions.TrimEntries).Select(Clock),
        ];
        return ends is [{ Length: > 0 } from, { Length: > 0 } to] ? $"Write \"{from}-{to}\"." : null;
    }

    private static string Clock(string text)
    {
        // 24:30 is half past midnight of the day after.
        text = text.StartsWith("24:", StringComparison.Ordinal) ? $"00:{text[3..]}" : text;
        string[] formats = ["H:mm", "H.mm", "%H", "h:mmtt", "h.mmtt", "htt", "HHmm", "H'h'", "H'h'mm"];
        var bare = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant().Replace('H', 'h');
        return TimeOnly.TryParseExact(bare, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToString("HH:mm", CultureInfo.InvariantCulture)
            : "";
    }
}
