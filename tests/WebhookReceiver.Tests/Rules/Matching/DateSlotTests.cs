using System.Globalization;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Matching;

/// <summary>Days and times as people write them, read on Wednesday 14 January 2026 by default.</summary>
public sealed class DateSlotTests
{
    private static readonly Lazy<RuleSet> RuleSet = new(() =>
        Read("zone: Europe/Dublin, languages: [en, de, fr, es, ar, hi, zh]")
    );

    private static readonly Lazy<RuleSet> American = new(() => Read("zone: America/New_York, dates: month-day"));

    [Theory]
    [InlineData("today", "2026-01-14")]
    [InlineData("Tomorrow, please", "2026-01-15")]
    [InlineData("the day after tomorrow", "2026-01-16")]
    [InlineData("day after tomorrow", "2026-01-16")]
    [InlineData("friday", "2026-01-16")]
    [InlineData("Fri.", "2026-01-16")]
    [InlineData("on friday", "2026-01-16")]
    [InlineData("this friday", "2026-01-16")]
    [InlineData("wednesday", "2026-01-21")]
    [InlineData("next friday", "2026-01-23")]
    [InlineData("next monday", "2026-01-19")]
    [InlineData("next sunday", "2026-01-25")]
    [InlineData("friday 23 January", "2026-01-23")]
    [InlineData("friday the 23rd of January", "2026-01-23")]
    [InlineData("14 May", "2026-05-14")]
    [InlineData("14th of May", "2026-05-14")]
    [InlineData("the 14th of May", "2026-05-14")]
    [InlineData("May 14", "2026-05-14")]
    [InlineData("May 14th, 2027", "2027-05-14")]
    [InlineData("1 sept 2026", "2026-09-01")]
    [InlineData("13 January", "2027-01-13")] // that of this year is over
    [InlineData("14 January", "2026-01-14")]
    [InlineData("29 February", "2028-02-29")]
    [InlineData("14/5", "2026-05-14")]
    [InlineData("4/5", "2026-05-04")]
    [InlineData("5/14", "2026-05-14")] // there is no fourteenth month
    [InlineData("14/5/26", "2026-05-14")]
    [InlineData("14.5.2026", "2026-05-14")]
    [InlineData("14.5.", "2026-05-14")]
    [InlineData("14-05-2026", "2026-05-14")]
    [InlineData("2026-05-14", "2026-05-14")]
    [InlineData("２０２６-０５-１４", "2026-05-14")]
    [InlineData("in 3 days", "2026-01-17")]
    [InlineData("in 2 weeks", "2026-01-28")]
    [InlineData("in a week", "2026-01-21")]
    [InlineData("morgen", "2026-01-15")]
    [InlineData("übermorgen", "2026-01-16")]
    [InlineData("Freitag", "2026-01-16")]
    [InlineData("14. Mai", "2026-05-14")]
    [InlineData("3. März 2027", "2027-03-03")]
    [InlineData("demain", "2026-01-15")]
    [InlineData("vendredi", "2026-01-16")]
    [InlineData("1er février", "2026-02-01")]
    [InlineData("mañana", "2026-01-15")]
    [InlineData("14 de mayo", "2026-05-14")]
    [InlineData("غدا", "2026-01-15")]
    [InlineData("الجمعة", "2026-01-16")]
    [InlineData("शुक्रवार", "2026-01-16")]
    [InlineData("明天", "2026-01-15")]
    [InlineData("星期五", "2026-01-16")]
    [InlineData("30 February", null)]
    [InlineData("31/4", null)]
    [InlineData("14", null)]
    [InlineData("14 5", null)]
    [InlineData("0/0", null)]
    [InlineData("99999999999/1", null)]
    [InlineData("someday", null)]
    public async Task A_day_is_read_from_the_day_of_arrival(string text, string? expected) =>
        Assert.Equal(expected, await AnswerAsync(RuleSet.Value, $"book {text}", "2026-01-14T12:00Z"));

    [Theory]
    [InlineData("4/5", "2026-04-05")]
    [InlineData("14/5", "2026-05-14")]
    [InlineData("12/25/2026", "2026-12-25")]
    [InlineData("2026-05-14", "2026-05-14")]
    public async Task Where_the_settings_say_so_the_month_comes_first(string text, string expected) =>
        Assert.Equal(expected, await AnswerAsync(American.Value, $"book {text}", "2026-01-14T12:00Z"));

    [Theory]
    [InlineData("2026-01-14T23:30Z", "2026-01-15")] // it is still the 14th in Dublin
    [InlineData("2026-06-14T22:59Z", "2026-06-15")]
    [InlineData("2026-06-14T23:00Z", "2026-06-16")] // the 15th in summer time
    public async Task Today_is_that_of_the_folder_s_zone(string arrival, string expected) =>
        Assert.Equal(expected, await AnswerAsync(RuleSet.Value, "book tomorrow", arrival));

    [Theory]
    [InlineData("16:30", "16:30")]
    [InlineData("16.30", "16:30")]
    [InlineData("4:30", "04:30")]
    [InlineData("4pm", "16:00")]
    [InlineData("4 PM", "16:00")]
    [InlineData("4 p.m.", "16:00")]
    [InlineData("4:30pm", "16:30")]
    [InlineData("4.30 pm", "16:30")]
    [InlineData("12am", "00:00")]
    [InlineData("12pm", "12:00")]
    [InlineData("12:15 am", "00:15")]
    [InlineData("at 4pm", "16:00")]
    [InlineData("4 o'clock", null)] // in the morning or in the evening?
    [InlineData("four o’clock", null)] // in the morning or in the evening?
    [InlineData("9 o'clock", null)] // in the morning or in the evening?
    [InlineData("half past four", null)] // in the morning or in the evening?
    [InlineData("half past 9", null)] // in the morning or in the evening?
    [InlineData("half past four in the morning", "04:30")]
    [InlineData("quarter to five", null)] // in the morning or in the evening?
    [InlineData("quarter past eleven", null)] // in the morning or in the evening?
    [InlineData("ten to 8 pm", "19:50")]
    [InlineData("seven in the evening", "19:00")]
    [InlineData("noon", "12:00")]
    [InlineData("midnight", "00:00")]
    [InlineData("16h30", "16:30")]
    [InlineData("16h", "16:00")]
    [InlineData("16 Uhr", "16:00")]
    [InlineData("16 Uhr 30", "16:30")]
    [InlineData("um 9 Uhr", "09:00")]
    [InlineData("halb fünf", null)] // in the morning or in the evening?
    [InlineData("halb eins", null)] // in the morning or in the evening?
    [InlineData("viertel vor neun", null)] // in the morning or in the evening?
    [InlineData("١٦:٣٠", "16:30")]
    [InlineData("24:00", "00:00")]
    [InlineData("25:00", null)]
    [InlineData("16:75", null)]
    [InlineData("13pm", "13:00")]
    [InlineData("4", null)]
    [InlineData("four", null)]
    [InlineData("half", null)]
    public async Task A_time_is_read_as_people_write_it(string text, string? expected) =>
        Assert.Equal(expected, await AnswerAsync(RuleSet.Value, $"come {text}", "2026-01-14T12:00Z"));

    [Fact]
    public async Task A_day_and_a_time_stand_in_one_phrase_and_a_reply_writes_the_day_out() =>
        Assert.Equal(
            "Friday 16 January at 16:30 for 4",
            await AnswerAsync(
                RuleSet.Value,
                "a table for 4 friday at half past four in the afternoon please",
                "2026-01-14T12:00Z"
            )
        );

    private static RuleSet Read(string settings)
    {
        var build = RuleSamples.Build(
            $$$"""
            settings: { {{{settings}}} }
            rules:
              - { when: "book <d:date>", reply: "{{ d }}" }
              - { when: "come <t:time>", reply: "{{ t }}" }
              - when: "table for <n:digits> <d:date> <t:time>"
                reply: "{{ d | date: \"%A %-d %B\" }} at {{ t }} for {{ n }}"
            """
        );
        Assert.Equal("", RuleSamples.Told(build));
        return build.RuleSet;
    }

    private static async Task<string?> AnswerAsync(RuleSet ruleSet, string text, string arrival)
    {
        var message = new IncomingMessage
        {
            Sender = "15550100001",
            Text = text,
            ReceivedAt = DateTimeOffset.Parse(arrival, CultureInfo.InvariantCulture),
        };
        return (await ruleSet.DecideAsync(message, TestContext.Current.CancellationToken)).Reply?.Text;
    }
}
