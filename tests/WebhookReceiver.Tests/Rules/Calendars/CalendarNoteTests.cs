using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Rules.Calendars;

/// <summary>Hours, days and zones that are possible but hardly meant; it is 14 January 2026.</summary>
public sealed class CalendarNoteTests
{
    private static string Shop(string zone, string calendar) =>
        $"settings: {{ zone: {zone} }}\ncalendars:\n  shop: {calendar}\n"
        + "rules:\n  - when: hours\n    reply: \"{{ calendar.shop.today }}\"\n";

    private static Task<string> FindingsAsync(string calendar) =>
        Checked.FindingsAsync(("shop.yaml", Shop("Europe/Dublin", calendar)));

    [Theory]
    [InlineData("14:00-07:00", "'14:00-07:00' ends on the next day, after 17 hours.", "14:00-19:00")]
    [InlineData("09:00-05:00", "'09:00-05:00' ends on the next day, after 20 hours.", "09:00-17:00")]
    [InlineData("11:30-07:30", "'11:30-07:30' ends on the next day, after 20 hours.", "11:30-19:30")]
    [InlineData("01:00-23:00", "'01:00-23:00' is 22 hours long.", "13:00-23:00")]
    [InlineData("02:00-06:00", "'02:00-06:00' begins in the night.", "14:00-18:00")]
    public async Task Hours_of_the_other_half_of_the_day_are_told_and_the_cure_works(
        string hours,
        string told,
        string cure
    )
    {
        Assert.Equal(
            $"shop.yaml:3:24: note: {told} If the other half of the day is meant, write \"{cure}\".",
            await FindingsAsync($"{{ open: {{ sat: \"{hours}\" }} }}")
        );
        Assert.Equal("", await FindingsAsync($"{{ open: {{ sat: \"{cure}\" }} }}"));
    }

    [Theory]
    [InlineData("20:00-02:00")]
    [InlineData("18:00-06:00")]
    [InlineData("10:00-02:00")]
    [InlineData("06:00-24:00")]
    [InlineData("05:00-12:00")]
    [InlineData("00:00-24:00")]
    [InlineData("00:00-03:00")]
    public async Task Hours_that_people_work_are_not_told(string hours) =>
        Assert.Equal("", await FindingsAsync($"{{ open: {{ sat: \"{hours}\" }} }}"));

    [Theory]
    [InlineData(
        "{ open: { daily: \"00:00-23:59\" } }",
        "shop.yaml:3:26: note: '00:00-23:59' closes for the last minute of the day. Write \"00:00-24:00\".",
        "{ open: { daily: \"00:00-24:00\" } }"
    )]
    [InlineData(
        "{ open: { fri: \"20:00-10:30\", sat: \"09:00-12:00\" } }",
        "shop.yaml:3:19: note: '20:00-10:30' of friday reaches into '09:00-12:00' of saturday. Let it end at 09:00 or earlier.",
        "{ open: { fri: \"20:00-09:00\", sat: \"09:00-12:00\" } }"
    )]
    [InlineData(
        "{ open: { mon-fri: \"09:00-17:00\" }, special: { 2024-12-24: \"09:00-13:00\" } }",
        "shop.yaml:3:56: note: '2024-12-24' is over. Take it out, or write the date of the next one. Only what has the same date every year is written without the year: 12-24",
        "{ open: { mon-fri: \"09:00-17:00\" }, special: { 12-24: \"09:00-13:00\" } }"
    )]
    [InlineData(
        "{ open: { mon-fri: \"09:00-17:00\" }, closed: { 2025-08-04..2025-08-15: Summer } }",
        "shop.yaml:3:55: note: '2025-08-04..2025-08-15' is over. Take it out, or write the date of the next one. Only what has the same date every year is written without the year: 08-15",
        "{ open: { mon-fri: \"09:00-17:00\" } }"
    )]
    [InlineData(
        "{ open: { mon: \"09:00-17:00\" }, seasons: [{ from: 2025-06-01, to: 2025-08-31, open: { mon: \"10:00-12:00\" } }] }",
        "shop.yaml:3:51: note: the season to 2025-08-31 is over. Take it out, or give it the dates of the next one.",
        "{ open: { mon: \"09:00-17:00\" }, seasons: [{ from: 2026-06-01, to: 2026-08-31, open: { mon: \"10:00-12:00\" } }] }"
    )]
    [InlineData(
        "{ open: { mon-fri: \"09:00-17:00\" }, closed: { 2026-12-26: Boxing Day } }",
        "shop.yaml:3:55: note: '2026-12-26' is closed anyway: it is a Saturday. Look at the date; if it is right, take it out, unless customers hear its reason.",
        "{ open: { mon-sat: \"09:00-17:00\" }, closed: { 2026-12-26: Boxing Day } }"
    )]
    public async Task Days_that_say_nothing_are_told_and_the_cure_works(string calendar, string told, string cured)
    {
        Assert.Equal(told, await FindingsAsync(calendar));
        Assert.Equal("", await FindingsAsync(cured));
    }

    [Theory]
    [InlineData("2025-12-25")] // some weeks ago
    [InlineData("12-25")]
    [InlineData("2026-08-01..2026-08-14")] // a fortnight has weekends
    public async Task Days_that_still_matter_are_not_told(string day) =>
        Assert.Equal("", await FindingsAsync($"{{ open: {{ mon-fri: \"09:00-17:00\" }}, closed: {{ {day}: x }} }}"));

    [Theory]
    [InlineData("EST", "America/New_York")]
    [InlineData("MST", "America/Denver")]
    [InlineData("HST", "Pacific/Honolulu")]
    [InlineData("CET", "Europe/Paris")]
    [InlineData("EET", "Europe/Athens")]
    [InlineData("GMT", "Europe/London")]
    [InlineData("PST8PDT", "America/Los_Angeles")]
    public async Task An_abbreviated_zone_is_told_with_a_place_that_works(string zone, string place)
    {
        Assert.Equal(
            $"shop.yaml:1:19: note: '{zone}' is an abbreviation, and may lack the summer time of the place. Write a place: zone: {place}",
            await Checked.FindingsAsync(("shop.yaml", Shop(zone, "{ open: { mon: \"09:00-17:00\" } }")))
        );
        Assert.Equal("", await Checked.FindingsAsync(("shop.yaml", Shop(place, "{ open: { mon: \"09:00-17:00\" } }"))));
    }

    [Fact]
    public async Task A_zone_with_its_sign_the_other_way_round_is_told() =>
        Assert.Equal(
            "shop.yaml:1:19: note: 'Etc/GMT+5' has its sign the other way round, and no summer time. Write a place: zone: America/New_York",
            await Checked.FindingsAsync(("shop.yaml", Shop("Etc/GMT+5", "{ open: { mon: \"09:00-17:00\" } }")))
        );

    [Theory]
    [InlineData("PST", "America/Los_Angeles")]
    [InlineData("ist", "Asia/Kolkata")]
    [InlineData("BST", "Europe/London")]
    [InlineData("UTC+1", "Europe/Paris")]
    [InlineData("GMT+5:30", "Asia/Kolkata")]
    [InlineData("\"-05:00\"", "America/New_York")]
    public async Task A_zone_that_does_not_exist_is_told_with_a_place_that_works(string zone, string place)
    {
        var told = await Checked.FindingsAsync(("shop.yaml", Shop(zone, "{ open: { mon: \"09:00-17:00\" } }")));

        Assert.Equal($"shop.yaml:1:19: error: there is no time zone '{zone.Trim('"')}'. Did you mean '{place}'?", told);
        Assert.Equal("", await Checked.FindingsAsync(("shop.yaml", Shop(place, "{ open: { mon: \"09:00-17:00\" } }"))));
    }
}
