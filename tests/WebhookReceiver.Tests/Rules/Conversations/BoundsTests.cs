namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Days and times within bounds. It is Wednesday 14 January 2026, 12:00 in London.</summary>
public sealed class BoundsTests
{
    private const string Visit = """
        settings: { zone: Europe/London }
        calendars:
          shop:
            open: { mon-fri: "09:00-17:00", sat: "10:00-13:00" }
            closed: { 2026-01-22: Stocktaking }
          bar: { open: { fri: "20:00-02:00" } }
        rules:
          - id: day
            when: [a day, day is <a>]
            ask: { a: When?, expect: { date: 2d..60d, open: shop } }
            reply: "{{ a }}"
          - id: birthday
            when: birthday
            ask: { a: When?, expect: { date: ..today } }
            reply: "{{ a }}"
          - id: drink
            when: drink
            ask: { a: When?, expect: { date: any, open: [bar, shop] } }
            reply: "{{ a }}"
          - id: hour
            when: hour
            ask: { a: When?, expect: { time: 09:00..12:30 } }
            reply: "{{ a }}"
          - id: today
            when: today
            ask: { a: When?, expect: { time: any, open: shop } }
            reply: "{{ a }}"
          - id: visit
            when: visit
            ask:
              - day: Which day?
                expect: { date: today.., open: [shop, bar] }
                skip: any day
              - a: When?
                expect: { time: any, open: [shop, bar], on: day }
            reply: "{{ day | default: 'any' }} {{ a }}"

        """;

    [Theory]
    [InlineData("tomorrow", null)]
    [InlineData("friday", "2026-01-16")]
    [InlineData("saturday", "2026-01-17")]
    [InlineData("sunday", null)]
    [InlineData("22 January", null)]
    [InlineData("sunday, or else monday", "2026-01-19")]
    [InlineData("13 March", "2026-03-13")]
    [InlineData("16 March", null)]
    [InlineData("13 March 2027", null)]
    [InlineData("5", null)]
    public Task A_day_lies_so_many_days_ahead_and_the_calendar_opens_on_it(string answer, string? taken) =>
        AnswerAsync("a day", answer, taken);

    [Theory]
    [InlineData("14/1/2026", "2026-01-14")]
    [InlineData("14 May 1980", "1980-05-14")]
    [InlineData("tomorrow", null)]
    public Task A_day_may_lie_in_the_past(string answer, string? taken) => AnswerAsync("birthday", answer, taken);

    [Theory]
    [InlineData("friday", "2026-01-16")]
    [InlineData("saturday", "2026-01-17")]
    [InlineData("sunday", null)]
    public Task Any_day_on_which_one_of_the_calendars_opens(string answer, string? taken) =>
        AnswerAsync("drink", answer, taken);

    [Theory]
    [InlineData("9 am", "09:00")]
    [InlineData("12:30", "12:30")]
    [InlineData("12:31", null)]
    [InlineData("8:59", null)]
    [InlineData("8:00 or 10:00", "10:00")]
    public Task A_time_lies_between_two_others(string answer, string? taken) => AnswerAsync("hour", answer, taken);

    [Theory]
    [InlineData("16:59", "16:59")]
    [InlineData("17:00", null)]
    [InlineData("9:00", null)]
    public Task Without_a_day_the_calendar_is_asked_about_what_is_left_of_today(string answer, string? taken) =>
        AnswerAsync("today", answer, taken);

    [Theory]
    [InlineData("today", "13:00", "2026-01-14 13:00")]
    [InlineData("today", "11:00", null)]
    [InlineData("saturday", "11:00", "2026-01-17 11:00")]
    [InlineData("saturday", "13:00", null)]
    [InlineData("saturday", "1:30", "2026-01-17 01:30")]
    [InlineData("friday", "23:00", "2026-01-16 23:00")]
    [InlineData("friday", "19:00", null)]
    [InlineData("any day", "3:33", "any 03:33")]
    public async Task A_time_is_asked_of_the_day_that_was_answered_before(string day, string time, string? taken)
    {
        var talk = new Talk(Visit);
        await talk.SayAsync("visit");
        Assert.Equal("When?", await talk.SayAsync(day));

        Assert.Equal(taken ?? "When?", await talk.SayAsync(time));
    }

    [Fact]
    public async Task What_was_captured_in_words_must_fit_too()
    {
        var talk = new Talk(Visit);

        Assert.Equal("2026-01-16", await talk.SayAsync("my day is friday"));
        Assert.Equal("When?", await talk.SayAsync("my day is tomorrow"));
    }

    [Fact]
    public async Task Days_are_counted_from_when_the_answer_arrives_and_not_from_the_question()
    {
        var talk = new Talk(Visit.Replace("a }}\"", "a }}\"\n    expires: 3d", StringComparison.Ordinal));
        await talk.SayAsync("a day");
        talk.Wait(TimeSpan.FromDays(2));

        Assert.Equal("When?", await talk.SayAsync("17 January"));
        Assert.Equal("2026-01-19", await talk.SayAsync("19 January"));
    }

    private static async Task AnswerAsync(string question, string answer, string? taken)
    {
        var talk = new Talk(Visit);
        Assert.Equal("When?", await talk.SayAsync(question));

        Assert.Equal(taken ?? "When?", await talk.SayAsync(answer));
    }
}
