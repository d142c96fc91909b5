using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Holidays;

/// <summary>Splits an iCalendar file at its events, so that each problem has its line.</summary>
internal static class HolidayOutline
{
    private const string Begin = "BEGIN:";
    private const string End = "END:";
    private const string Calendar = "VCALENDAR";
    private const string Event = "VEVENT";

    /// <summary>The events; null with a problem if the file is no calendar, or cut off.</summary>
    public static List<EventText>? Read(SourceText source, ProblemList problems)
    {
        var events = new List<EventText>();
        var open = new Stack<(string Name, int Line)>();
        EventText? current = null;
        for (var number = 1; number <= source.LineCount; number++)
        {
            var line = source.Line(number);
            if (line.AsSpan().Trim().IsEmpty)
            {
                continue;
            }

            var name = After(line, Begin);
            if (open.Count == 0 && name is not Calendar)
            {
                problems.Error(
                    new RulePlace(source.Path, number, 1),
                    "this is no calendar file: BEGIN:VCALENDAR is missing.",
                    line.TrimStart().StartsWith('<')
                        ? "This is a page of the web. Download the .ics file itself."
                        : "Write above this line: BEGIN:VCALENDAR; and END:VCALENDAR as the last line."
                );
                return null;
            }

            if (name is not null)
            {
                if (name is Event or Calendar && open.Any(one => one.Name is Event))
                {
                    return ReportOpen(source, open.Peek(), number, problems);
                }

                open.Push((name, number));
                if (name is Event)
                {
                    events.Add(current = new EventText(source.Path, number));
                }
            }
            else if (After(line, End) is { } ended)
            {
                if (open.Peek().Name != ended)
                {
                    return ReportOpen(source, open.Peek(), number, problems);
                }

                open.Pop();
                current = ended is Event ? null : current;
            }
            else if (current is not null && open.Peek().Name is Event)
            {
                Add(current, number, line);
            }
        }

        return open.Count > 0 ? ReportOpen(source, open.Peek(), source.LineCount + 1, problems) : events;
    }

    private static void Add(EventText current, int number, string line)
    {
        if (line[0] is ' ' or '\t' && current.Lines is [.., var last])
        {
            current.Lines[^1] = new EventLine(last.Line, last.Text + line[1..]);
            return;
        }

        current.Lines.Add(new EventLine(number, line.TrimEnd()));
    }

    private static List<EventText>? ReportOpen(
        SourceText source,
        (string Name, int Line) open,
        int before,
        ProblemList problems
    )
    {
        problems.Error(
            new RulePlace(source.Path, open.Line, 1),
            $"BEGIN:{open.Name} has no END:{open.Name}.",
            before > source.LineCount
                ? $"The file may be cut off: download it again, or write as its last line: END:{open.Name}"
                : $"Write above line {before}: END:{open.Name}"
        );
        return null;
    }

    private static string? After(string line, string start) =>
        line.TrimEnd().StartsWith(start, StringComparison.OrdinalIgnoreCase)
            ? line.Trim()[start.Length..].Trim().ToUpperInvariant()
            : null;
}
