using System.Text;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Holidays;

/// <summary>One event of an iCalendar file as written, with the places of its lines.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line with <c>BEGIN:VEVENT</c>.</param>
internal sealed record EventText(string Path, int Line)
{
    private const string Begin = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
    private const string End = "END:VCALENDAR\r\n";

    private static readonly string[] Days = ["DTSTART", "DTEND", "EXDATE", "RDATE", "RECURRENCE-ID"];

    /// <summary>The properties, each with its first line; folded lines are joined. Without nested components.</summary>
    public List<EventLine> Lines { get; } = [];

    public RulePlace Place => new(Path, Line, 1);

    public EventLine? Find(string name) => Lines.Find(line => line.Name == name);

    public RulePlace PlaceOf(string name) => Find(name) is { } line ? PlaceOf(line) : Place;

    public RulePlace PlaceOf(EventLine line) => new(Path, line.Line, 1);

    /// <summary>Some events as a calendar of their own.</summary>
    public static string Calendar(IEnumerable<EventText> events) =>
        Begin + string.Concat(events.Select(one => Event(one.Lines))) + End;

    /// <summary>One property as the only one of a calendar.</summary>
    public static string Calendar(EventLine line) =>
        Begin + Event(line.Name == "DTSTART" ? [line] : [new EventLine(0, "DTSTART;VALUE=DATE:20000101"), line]) + End;

    private static string Event(IEnumerable<EventLine> lines)
    {
        var text = new StringBuilder("BEGIN:VEVENT\r\n");
        foreach (var line in lines)
        {
            text.Append(Days.Contains(line.Name, StringComparer.Ordinal) ? WithoutZone(line.Text) : line.Text);
            text.Append("\r\n");
        }

        return text.Append("END:VEVENT\r\n").ToString();
    }

    /// <summary>A day is the one that is written, wherever that is; so an unknown zone does no harm.</summary>
    private static string WithoutZone(string line)
    {
        var colon = line.LastIndexOf(':');
        return colon < 0
            ? line
            : string.Join(
                ';',
                line[..colon].Split(';').Where(part => !part.StartsWith("TZID", StringComparison.OrdinalIgnoreCase))
            ) + line[colon..];
    }
}

/// <summary>One property: <c>SUMMARY:Christmas Day</c>.</summary>
internal sealed record EventLine(int Line, string Text)
{
    /// <summary>SUMMARY; the whole text if the colon is missing.</summary>
    public string Name { get; } = Text.Split(';', ':')[0].Trim().ToUpperInvariant();

    public string Value => Text[(Text.LastIndexOf(':') + 1)..].Trim();
}
