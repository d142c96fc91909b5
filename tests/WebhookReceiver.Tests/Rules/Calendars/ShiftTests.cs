using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Calendars;

/// <summary>A shift that runs over midnight is one shift, whatever a rule asks about it.</summary>
public sealed class ShiftTests
{
    private const string Bar = """
        settings: { zone: Europe/Dublin }
        calendars:
          bar:
            open: { thu: "12:00-14:00", fri: "12:00-14:00, 20:00-02:00", sat: "10:00-14:00", sun: "20:00-24:00", mon: "00:00-03:00" }
            closed: { 2026-01-24: Inventory, 01-01: New Year }
            special: { 2026-12-31: "21:00-04:00" }
          always: { open: { daily: "00:00-24:00" } }
        rules:
          - id: open
            when: { is: state, open: bar }
            reply: "open {{ calendar.bar.today }} until {{ calendar.bar.until | default: '-' }} tomorrow {{ calendar.bar.tomorrow }} next {{ calendar.bar.next }} reason {{ calendar.bar.reason | default: '-' }}"
          - id: closed
            when: { is: state, closed: bar }
            reply: "closed {{ calendar.bar.today }} until {{ calendar.bar.until | default: '-' }} tomorrow {{ calendar.bar.tomorrow }} next {{ calendar.bar.next }} reason {{ calendar.bar.reason | default: '-' }}"
          - id: always
            when: { is: always, open: always }
            reply: "{{ calendar.always.today }} until {{ calendar.always.until | default: 'no end' }}"
        """;

    [Theory]
    // Friday's shift at Saturday 01:00, whatever Saturday has.
    [InlineData("2026-01-17 01:00", "open 20:00-02:00 until 02:00 tomorrow 20:00-24:00 next today at 10:00 reason -")]
    [InlineData("2026-01-17 02:00", "closed 10:00-14:00 until - tomorrow 20:00-24:00 next today at 10:00 reason -")]
    [InlineData(
        "2026-01-16 23:59",
        "open 12:00-14:00, 20:00-02:00 until 02:00 tomorrow 10:00-14:00 next tomorrow at 10:00 reason -"
    )]
    // The day after is closed with a reason: not while the shift of the evening before runs.
    [InlineData(
        "2026-01-24 01:59",
        "open 20:00-02:00 until 02:00 tomorrow 20:00-24:00 next tomorrow at 20:00 reason -"
    )]
    [InlineData(
        "2026-01-24 02:00",
        "closed closed until - tomorrow 20:00-24:00 next tomorrow at 20:00 reason Inventory"
    )]
    // A special evening runs into a day that is closed every year.
    [InlineData(
        "2027-01-01 03:59",
        "open 21:00-04:00 until 04:00 tomorrow 10:00-14:00 next tomorrow at 10:00 reason -"
    )]
    [InlineData(
        "2027-01-01 04:00",
        "closed closed until - tomorrow 10:00-14:00 next tomorrow at 10:00 reason New Year"
    )]
    // "20:00-24:00" goes on with "00:00-03:00" of the next day.
    [InlineData(
        "2026-01-18 23:00",
        "open 20:00-24:00 until 03:00 tomorrow 00:00-03:00 next tomorrow at 00:00 reason -"
    )]
    [InlineData("2026-01-19 01:00", "open 00:00-03:00 until 03:00 tomorrow closed next Thursday at 12:00 reason -")]
    [InlineData(
        "2026-01-15 12:30",
        "open 12:00-14:00 until 14:00 tomorrow 12:00-14:00, 20:00-02:00 next tomorrow at 12:00 reason -"
    )]
    public async Task Open_closed_and_the_variables_speak_of_the_shift_that_is_running(string at, string expected) =>
        Assert.Equal(expected, await SayAsync("state", at));

    [Fact]
    public async Task What_never_closes_has_no_end() =>
        Assert.Equal("00:00-24:00 until no end", await SayAsync("always", "2026-01-17 01:00"));

    private static async Task<string?> SayAsync(string text, string at)
    {
        var talk = new Talk(Bar);
        var clock = DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        talk.Wait(clock - Talk.Start.DateTime);
        return await talk.SayAsync(text);
    }
}
