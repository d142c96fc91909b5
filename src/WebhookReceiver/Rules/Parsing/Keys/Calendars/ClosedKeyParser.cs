using System.Collections.Frozen;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Calendars;

/// <summary>
/// <c>closed</c> of a calendar: days with their reasons, a file of holidays (<c>holidays.ics</c>), or a list of both.
/// </summary>
internal static class ClosedKeyParser
{
    private const string Example = "Write: closed: { 12-25: Christmas Day }, or closed: holidays.ics";

    public static void Parse(CalendarDraft draft, Node node, ParseContext context)
    {
        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        foreach (var item in items)
        {
            switch (item)
            {
                case MapNode map:
                    ParseDays(draft, map, context);
                    break;
                case TextNode { IsMissing: false } text when context.Text(text, "closed") is { } name:
                    draft.Add(DaysOf(name, context));
                    break;
                case TextNode { IsMissing: false }:
                    break;
                default:
                    context.Problems.Error(
                        item.Place,
                        $"closed must be a map or a file, but this is {item.Kind}.",
                        Example
                    );
                    break;
            }
        }
    }

    private static void ParseDays(CalendarDraft draft, MapNode map, ParseContext context)
    {
        foreach (var entry in map.Entries)
        {
            CalendarKeys.Say(draft, entry, Closed(entry, context), context);
        }
    }

    /// <summary>A closed day with its reason, if any, once or by language.</summary>
    private static DayHours Closed(MapEntry entry, ParseContext context)
    {
        var what = $"the reason of {entry.Name}";
        if (entry.Value is MapNode cut && CutTexts.AreIn(cut, context))
        {
            CutTexts.Report(cut, context);
            return DayHours.Closed;
        }

        if (entry.Value is not MapNode map || !LocalTexts.IsByLanguage(map))
        {
            var isMissing = entry.Value is TextNode { IsMissing: true };
            return new DayHours([], isMissing ? null : context.Text(entry.Value, what)?.Value);
        }

        if (!LocalTexts.HasLanguages(map, what, context))
        {
            return DayHours.Closed;
        }

        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var reason in map.Entries)
        {
            var at = LanguagesKeyParser.IndexOf(reason.Key, context);
            if (at >= 0 && context.Text(reason.Value, what) is { } text)
            {
                reasons[context.Settings.Languages.All[at].Code] = text.Value;
            }
        }

        LocalTexts.ReportMissing(map, what, [.. map.Entries.Select(one => one.Name)], context);
        var usual = context.Settings.Languages.Codes.FirstOrDefault(reasons.ContainsKey);
        return new DayHours([], usual is null ? null : reasons[usual])
        {
            Reasons = reasons.ToFrozenDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>The days of the file; null if it is missing or has an error: then the calendar is left out.</summary>
    private static FrozenDictionary<DateOnly, DayHours>? DaysOf(TextNode text, ParseContext context)
    {
        var written = text.Value.Trim().Replace('\\', '/');
        if (Refusal(written, text) is var (message, fix))
        {
            context.Problems.Error(text.Place, message, fix);
            return null;
        }

        var files = context.Symbols.HolidayFiles;
        var folder = text.Place.Path[..(text.Place.Path.LastIndexOf('/') + 1)];
        var path = Inside(folder + written);
        if (path is null)
        {
            context.Problems.Error(
                text.Place,
                $"'{written}' leads out of the rules folder.",
                $"Copy the file beside this one and write: closed: {Path.GetFileName(written)}"
            );
            return null;
        }

        var file = files.GetValueOrDefault(path) ?? files.GetValueOrDefault(Inside(written) ?? "");
        if (file is null)
        {
            var nearest = Suggestion.Nearest(written, files.Keys);
            context.Symbols.AddMeant(nearest);
            context.Problems.Error(
                text.Place,
                $"there is no file '{written}' in the rules folder.",
                nearest is null ? "Put it beside this file." : $"Did you mean '{nearest}'?"
            );
            return null;
        }

        context.Symbols.UsedHolidayFiles.Add(file.Source.Path);
        return file.Days;
    }

    /// <summary>What is no path of a holiday file inside the folder.</summary>
    private static (string Message, string Fix)? Refusal(string written, TextNode text)
    {
        if (
            written.Contains("://", StringComparison.Ordinal) || written.StartsWith("webcal:", StringComparison.Ordinal)
        )
        {
            return (
                $"'{written}' is an address, not a file.",
                "Download the calendar into the rules folder and write: closed: holidays.ics"
            );
        }

        if (written.StartsWith('/') || written.Contains(':', StringComparison.Ordinal))
        {
            return (
                $"'{written}' leads out of the rules folder.",
                $"Copy the file beside this one and write: closed: {Path.GetFileName(written)}"
            );
        }

        if (written.EndsWith(".ics", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var day = WrittenDates.Mended(written) ?? WrittenDates.MendedYearly(written);
        day = WrittenDates.Day(written) is null && WrittenDates.Yearly(written) is null ? day : written;
        return (
            $"'{text.Value}' is neither a day with its reason nor a file of holidays.",
            day is null ? Example : $"Write: closed: {{ {day}: Closed }}"
        );
    }

    /// <summary>The path without '.' and '..'; null if it leads out of the folder.</summary>
    private static string? Inside(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
