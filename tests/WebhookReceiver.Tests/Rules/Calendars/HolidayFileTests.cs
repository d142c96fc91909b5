using WebhookReceiver.Tests.Commands;
using WebhookReceiver.Tests.Rules.Conversations;
using WebhookReceiver.Tests.Rules.Loading;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Calendars;

/// <summary><c>closed: holidays.ics</c>: a file of holidays as calendar programs write it.</summary>
public sealed class HolidayFileTests
{
    private const string Start = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n";
    internal const string Patrick =
        "BEGIN:VEVENT\nUID:patrick\nDTSTART;VALUE=DATE:20260317\nDTEND;VALUE=DATE:20260318\nSUMMARY:St Patrick's Day\nEND:VEVENT\n";

    private const string Book = """
        settings: { zone: Europe/Dublin }
        calendars:
          shop: { open: { daily: "09:00-17:00" }, special: { 2026-12-24: "09:00-13:00" }, closed: CLOSED }
        rules:
          - id: open-on
            when: { words: "open <day:date>", open: { shop: <day> } }
            reply: Open.
          - id: closed-on
            when: { words: "open <day:date>", closed: { shop: <day> } }
            reply: "{{ calendar.shop.reason | default: 'Closed.' }}"

        """;

    internal static string Shop(string closed = "holidays.ics") =>
        Book.Replace("CLOSED", closed, StringComparison.Ordinal);

    internal static string Ics(params string[] events) => Start + string.Concat(events) + "END:VCALENDAR\n";

    private static string Event(params string[] lines) =>
        $"BEGIN:VEVENT\nUID:1@bakery\n{string.Join('\n', lines)}\nEND:VEVENT\n";

    private static async Task<string?> AskAsync(string ics, string day)
    {
        var build = RuleSamples.Build(RuleSamples.File("shop.yaml", Shop()), RuleSamples.File("holidays.ics", ics));
        Assert.Equal("", RuleSamples.Told(build));
        var decision = await build.RuleSet.DecideAsync(
            Talk.Message($"open {day}") with
            {
                ReceivedAt = Talk.Start,
            },
            TestContext.Current.CancellationToken
        );
        return decision.Reply?.Text;
    }

    [Theory]
    [InlineData("2026-03-16", "Open.")]
    [InlineData("2026-03-17", "St Patrick's Day")]
    [InlineData("2026-03-18", "Open.")] // DTEND is the day after
    public async Task A_day_of_the_file_is_closed_with_its_reason(string day, string expected) =>
        Assert.Equal(expected, await AskAsync(Ics(Patrick), day));

    [Theory]
    // Every year, long after the file was written.
    [InlineData("DTSTART;VALUE=DATE:20201225|RRULE:FREQ=YEARLY|SUMMARY:Christmas", "2041-12-25", "Christmas")]
    [InlineData("DTSTART;VALUE=DATE:20201225|RRULE:FREQ=YEARLY|SUMMARY:Christmas", "2041-12-26", "Open.")]
    // The first Monday in May.
    [InlineData(
        "DTSTART;VALUE=DATE:20240506|RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1MO|SUMMARY:May Day",
        "2026-05-04",
        "May Day"
    )]
    [InlineData(
        "DTSTART;VALUE=DATE:20240506|RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1MO|SUMMARY:May Day",
        "2026-05-06",
        "Open."
    )]
    // 29 February, over the year 2100 of no leap day.
    [InlineData(
        "DTSTART;VALUE=DATE:20240229|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29|SUMMARY:Leap",
        "2028-02-29",
        "Leap"
    )]
    // A rule that ends, and a day taken out of it.
    [InlineData("DTSTART;VALUE=DATE:20260105|RRULE:FREQ=WEEKLY;COUNT=3|SUMMARY:Course", "2026-01-19", "Course")]
    [InlineData("DTSTART;VALUE=DATE:20260105|RRULE:FREQ=WEEKLY;COUNT=3|SUMMARY:Course", "2026-01-26", "Open.")]
    [InlineData(
        "DTSTART;VALUE=DATE:20260105|RRULE:FREQ=WEEKLY;COUNT=3|EXDATE;VALUE=DATE:20260119|SUMMARY:C",
        "2026-01-19",
        "Open."
    )]
    // Several days, by an end or a length.
    [InlineData("DTSTART;VALUE=DATE:20260803|DTEND;VALUE=DATE:20260815|SUMMARY:Summer", "2026-08-14", "Summer")]
    [InlineData("DTSTART;VALUE=DATE:20260803|DTEND;VALUE=DATE:20260815|SUMMARY:Summer", "2026-08-15", "Open.")]
    [InlineData("DTSTART;VALUE=DATE:20260803|DURATION:P2D|SUMMARY:Short", "2026-08-04", "Short")]
    [InlineData("DTSTART;VALUE=DATE:20260803|DURATION:P2D|SUMMARY:Short", "2026-08-05", "Open.")]
    // The last day instead of the day after it; no end at all; no VALUE.
    [InlineData("DTSTART;VALUE=DATE:20260317|DTEND;VALUE=DATE:20260317|SUMMARY:Same", "2026-03-17", "Same")]
    [InlineData("DTSTART:20260317|SUMMARY:Bare", "2026-03-17", "Bare")]
    // Whole days as Outlook writes them, in a zone that nobody knows.
    [InlineData(
        "DTSTART;TZID=Nowhere/Land:20260317T000000|DTEND;TZID=Nowhere/Land:20260318T000000|SUMMARY:Zone",
        "2026-03-17",
        "Zone"
    )]
    [InlineData(
        "DTSTART;TZID=Nowhere/Land:20260317T000000|DTEND;TZID=Nowhere/Land:20260318T000000|SUMMARY:Zone",
        "2026-03-18",
        "Open."
    )]
    // Folded lines, escapes, and no summary.
    [InlineData("DTSTART;VALUE=DATE:20260317|SUMMARY:St Pat\n rick\\, Ireland", "2026-03-17", "St Patrick, Ireland")]
    [InlineData("DTSTART;VALUE=DATE:20260317|TRANSP:TRANSPARENT", "2026-03-17", "Closed.")]
    [InlineData(
        "DTSTART;VALUE=DATE:20260317|BEGIN:VALARM|TRIGGER:-P1D|ACTION:DISPLAY|END:VALARM|SUMMARY:Alarm",
        "2026-03-17",
        "Alarm"
    )]
    // Own hours of a day come before the file.
    [InlineData("DTSTART;VALUE=DATE:20261224|SUMMARY:Eve", "2026-12-24", "Open.")]
    public async Task Recurring_and_long_events_close_their_days(string lines, string day, string expected) =>
        Assert.Equal(expected, await AskAsync(Ics(Event(lines.Split('|'))), day));

    [Fact]
    public async Task A_recurring_day_may_be_moved_or_cancelled()
    {
        const string Yearly =
            "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260317\nRRULE:FREQ=YEARLY\nSUMMARY:Usual\nEND:VEVENT\n"
            + "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;VALUE=DATE:20270317\nDTSTART;VALUE=DATE:20270318\nSUMMARY:Moved\nEND:VEVENT\n"
            + "BEGIN:VEVENT\nUID:2\nDTSTART;VALUE=DATE:20260401\nSTATUS:CANCELLED\nSUMMARY:Off\nEND:VEVENT\n";

        Assert.Equal("Open.", await AskAsync(Ics(Yearly), "2027-03-17"));
        Assert.Equal("Moved", await AskAsync(Ics(Yearly), "2027-03-18"));
        Assert.Equal("Usual", await AskAsync(Ics(Yearly), "2028-03-17"));
        Assert.Equal("Open.", await AskAsync(Ics(Yearly), "2026-04-01"));
    }

    [Theory]
    [InlineData("[holidays.ics, { 2026-04-01: Inventory }]")]
    [InlineData("[{ 2026-04-01: Inventory }, ./holidays.ics]")]
    public async Task A_file_and_days_of_ones_own_stand_in_a_list(string closed)
    {
        var build = RuleSamples.Build(
            RuleSamples.File("cork/shop.yaml", Shop(closed)),
            RuleSamples.File("cork/holidays.ics", Ics(Patrick))
        );
        Assert.Equal("", RuleSamples.Told(build));

        foreach (var (day, reason) in new[] { ("2026-03-17", "St Patrick's Day"), ("2026-04-01", "Inventory") })
        {
            var decision = await build.RuleSet.DecideAsync(
                Talk.Message($"open {day}") with
                {
                    ReceivedAt = Talk.Start,
                },
                TestContext.Current.CancellationToken
            );
            Assert.Equal(reason, decision.Reply?.Text);
        }
    }

    /// <summary>Each broken event, what is told of it, and the event with the cure.</summary>
    [Theory]
    [InlineData(
        "DTSTART;VALUE=DATE:2026-03-17",
        "holidays.ics:6:1: error: 'DTSTART;VALUE=DATE:2026-03-17' cannot be read. Write: DTSTART;VALUE=DATE:20260317",
        "DTSTART;VALUE=DATE:20260317"
    )]
    [InlineData(
        "DTSTART;VALUE=DATE:17.3.2026",
        "holidays.ics:6:1: error: 'DTSTART;VALUE=DATE:17.3.2026' cannot be read. Write: DTSTART;VALUE=DATE:20260317",
        "DTSTART;VALUE=DATE:20260317"
    )]
    [InlineData(
        "DTSTART;VALUE=DATE:20261332",
        "holidays.ics:6:1: error: 'DTSTART;VALUE=DATE:20261332' cannot be read. Write the day as year, month, day: DTSTART;VALUE=DATE:20261225",
        "DTSTART;VALUE=DATE:20261225"
    )]
    [InlineData(
        "SUMMARY:No day",
        "holidays.ics:4:1: error: the event has no day. Write it below this line: DTSTART;VALUE=DATE:20261225",
        "DTSTART;VALUE=DATE:20261225|SUMMARY:No day"
    )]
    [InlineData(
        "DTSTART;VALUE=DATE:20260317|RRULE:FREQ=OFTEN",
        "holidays.ics:7:1: error: 'RRULE:FREQ=OFTEN' cannot be read. For a day of every year write: RRULE:FREQ=YEARLY",
        "DTSTART;VALUE=DATE:20260317|RRULE:FREQ=YEARLY"
    )]
    [InlineData(
        "DTSTART;VALUE=DATE:20260317|SUMMARY St Patrick",
        "holidays.ics:7:1: error: 'SUMMARY St Patrick' cannot be read. Write: SUMMARY:St Patrick",
        "DTSTART;VALUE=DATE:20260317|SUMMARY:St Patrick"
    )]
    [InlineData(
        "DTSTART;VALUE=DATE:20260317|SUMMARY:St|Patrick",
        "holidays.ics:8:1: error: 'Patrick' cannot be read. Delete the line; one that continues the line above begins with a blank.",
        "DTSTART;VALUE=DATE:20260317|SUMMARY:St| Patrick"
    )]
    [InlineData(
        "DTSTART;VALUE=DATE:20260317|DTEND;VALUE=DATE:20260301",
        "holidays.ics:7:1: error: the event ends before it begins. Write the day after its last one: DTEND;VALUE=DATE:20260318",
        "DTSTART;VALUE=DATE:20260317|DTEND;VALUE=DATE:20260318"
    )]
    [InlineData(
        "DTSTART;VALUE=DATE:20260101|RRULE:FREQ=DAILY",
        "holidays.ics:7:1: error: with this event the file closes more than 10,000 days. Give it an end: RRULE:FREQ=DAILY;UNTIL=20261231",
        "DTSTART;VALUE=DATE:20260101|RRULE:FREQ=DAILY;UNTIL=20261231"
    )]
    [InlineData(
        "DTSTART;VALUE=DATE:20260101|DTEND;VALUE=DATE:20990101",
        "holidays.ics:4:1: error: with this event the file closes more than 10,000 days. Let it end earlier.",
        "DTSTART;VALUE=DATE:20260101|DTEND;VALUE=DATE:20260201"
    )]
    [InlineData(
        "DTSTART:20260317T140000Z|DTEND:20260317T150000Z",
        "holidays.ics:6:1: warning: the event has hours, so it closes no day. If the whole day is closed, write: DTSTART;VALUE=DATE:20260317, and take DTEND out.",
        "DTSTART;VALUE=DATE:20260317"
    )]
    public async Task A_broken_event_is_told_by_its_line_and_the_cure_works(string broken, string told, string cured)
    {
        var before = await Checked.FindingsAsync(
            ("shop.yaml", Shop()),
            ("holidays.ics", Ics(Event(broken.Split('|'))))
        );
        var after = await Checked.FolderAsync(("shop.yaml", Shop()), ("holidays.ics", Ics(Event(cured.Split('|')))));

        Assert.Contains(told, before.Split(Environment.NewLine));
        Assert.Equal("2 rules, 0 tests: all good", after);
    }

    [Theory]
    [InlineData("RRULE:FREQ=SECONDLY")]
    [InlineData("RRULE:FREQ=HOURLY;INTERVAL=1")]
    [InlineData("RRULE:FREQ=DAILY;COUNT=2000000000")]
    [InlineData("RRULE:FREQ=DAILY;COUNT=999999999999")]
    [InlineData("RRULE:FREQ=DAILY;INTERVAL=0")]
    [InlineData("DURATION:P99999999W")]
    public async Task An_endless_event_is_refused(string line) =>
        Assert.Contains(
            "holidays.ics:",
            (
                await Checked.FindingsAsync(
                    ("shop.yaml", Shop()),
                    ("holidays.ics", Ics(Event("DTSTART;VALUE=DATE:20260101", line)))
                )
            ).Split(' ')[0],
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_rule_that_never_comes_true_ends() =>
        Assert.Equal(
            "Open.",
            await AskAsync(
                Ics(
                    Patrick,
                    Event(
                        "DTSTART;VALUE=DATE:20260101",
                        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                        "EXDATE;VALUE=DATE:20260101"
                    )
                ),
                "2026-02-28"
            )
        );

    [Theory]
    [InlineData(
        "<!DOCTYPE html>\n<html></html>\n",
        "holidays.ics:1:1: error: this is no calendar file: BEGIN:VCALENDAR is missing. This is a page of the web. Download the .ics file itself."
    )]
    [InlineData(
        Patrick,
        "holidays.ics:1:1: error: this is no calendar file: BEGIN:VCALENDAR is missing. Write above this line: BEGIN:VCALENDAR; and END:VCALENDAR as the last line."
    )]
    [InlineData(
        Start + Patrick,
        "holidays.ics:1:1: error: BEGIN:VCALENDAR has no END:VCALENDAR. The file may be cut off: download it again, or write as its last line: END:VCALENDAR"
    )]
    [InlineData(
        Start + "BEGIN:VEVENT\nDTSTART:20260317\nBEGIN:VEVENT\nDTSTART:20260318\nEND:VEVENT\nEND:VCALENDAR\n",
        "holidays.ics:4:1: error: BEGIN:VEVENT has no END:VEVENT. Write above line 6: END:VEVENT"
    )]
    [InlineData(
        Start + "BEGIN:VEVENT\nDTSTART:20260317\nEND:VCALENDAR\n",
        "holidays.ics:4:1: error: BEGIN:VEVENT has no END:VEVENT. Write above line 6: END:VEVENT"
    )]
    [InlineData(
        Start + "END:VCALENDAR\n",
        "holidays.ics:1:1: warning: no day is closed by this file: it has no event of a whole day. Write an event, or take the file out."
    )]
    public async Task A_file_that_is_no_calendar_is_told(string content, string told) =>
        Assert.Equal(
            told,
            (await Checked.FindingsAsync(("shop.yaml", Shop()), ("holidays.ics", content))).Split(Environment.NewLine)[
                0
            ]
        );

    [Theory]
    [InlineData(
        "holiday.ics",
        "shop.yaml:3:91: error: there is no file 'holiday.ics' in the rules folder. Did you mean 'holidays.ics'?",
        "holidays.ics"
    )]
    [InlineData(
        "../holidays.ics",
        "shop.yaml:3:91: error: '../holidays.ics' leads out of the rules folder. Copy the file beside this one and write: closed: holidays.ics",
        "holidays.ics"
    )]
    [InlineData(
        "/etc/holidays.ics",
        "shop.yaml:3:91: error: '/etc/holidays.ics' leads out of the rules folder. Copy the file beside this one and write: closed: holidays.ics",
        "holidays.ics"
    )]
    [InlineData(
        "https://example.com/ie/holidays.ics",
        "shop.yaml:3:91: error: 'https://example.com/ie/holidays.ics' is an address, not a file. Download the calendar into the rules folder and write: closed: holidays.ics",
        "holidays.ics"
    )]
    [InlineData(
        "12-25",
        "shop.yaml:3:91: error: '12-25' is neither a day with its reason nor a file of holidays. Write: closed: { 12-25: Closed }",
        "[holidays.ics, { 12-25: Closed }]"
    )]
    [InlineData(
        "25.12.2026",
        "shop.yaml:3:91: error: '25.12.2026' is neither a day with its reason nor a file of holidays. Write: closed: { 2026-12-25: Closed }",
        "[holidays.ics, { 2026-12-25: Closed }]"
    )]
    [InlineData(
        "Christmas",
        "shop.yaml:3:91: error: 'Christmas' is neither a day with its reason nor a file of holidays. Write: closed: { 12-25: Christmas Day }, or closed: holidays.ics",
        "holidays.ics"
    )]
    public async Task A_file_that_is_not_in_the_folder_is_told_and_the_cure_works(
        string closed,
        string told,
        string cured
    )
    {
        var findings = await Checked.FindingsAsync(("shop.yaml", Shop(closed)), ("holidays.ics", Ics(Patrick)));

        Assert.Equal(told, findings.Split(Environment.NewLine)[^1]);
        Assert.Equal(
            "2 rules, 0 tests: all good",
            await Checked.FolderAsync(("shop.yaml", Shop(cured)), ("holidays.ics", Ics(Patrick)))
        );
    }

    [Fact]
    public async Task A_link_that_leads_out_of_the_folder_is_not_followed()
    {
        await using var folder = new WatchedFolder();
        await File.WriteAllTextAsync(
            folder.Outside("holidays.ics"),
            Ics(Patrick),
            TestContext.Current.CancellationToken
        );
        folder.Write("shop.yaml", Shop());
        File.CreateSymbolicLink(folder.PathOf("holidays.ics"), folder.Outside("holidays.ics"));
        await folder.ScanAsync();

        Assert.Contains(
            "holidays.ics: This link leads out of the rules folder, so it is not followed. Copy the file into the rules folder instead.",
            folder.Status.Problems.Select(problem => problem.ToString())
        );
    }

    [Fact]
    public async Task A_file_that_no_calendar_names_is_told() =>
        Assert.Equal(
            "holidays.ics:1:1: warning: nothing uses this file: no calendar names it. Write in a calendar: closed: holidays.ics",
            await Checked.FindingsAsync(("shop.yaml", Shop("{ 12-25: Christmas }")), ("holidays.ics", Ics(Patrick)))
        );
}
