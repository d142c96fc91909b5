using System.Globalization;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;
using WebhookReceiver.Tests.Rules.Parsing;

namespace WebhookReceiver.Tests.Rules.Calendars;

/// <summary>
/// Both clock changes of 2026 and 2027 in three zones, one of them southern. Instants are in UTC, so that the test does
/// not rely on the tested code.
/// </summary>
public sealed class SummerTimeTests
{
    // The bar closes at 02:30: skipped or ambiguous in each of these zones, or an hour beside such a time.
    private const string Book = """
        calendars:
          dublin: { zone: Europe/Dublin, open: { daily: "09:00-17:00, 22:00-01:30" } }
          york: { zone: America/New_York, open: { daily: "09:00-17:00, 22:00-02:30" } }
          sydney: { zone: Australia/Sydney, open: { daily: "09:00-17:00, 22:00-02:30" } }
        rules:
          - { id: dublin, when: { is: dublin, open: dublin }, reply: open }
          - { id: york, when: { is: york, open: york }, reply: open }
          - { id: sydney, when: { is: sydney, open: sydney }, reply: open }
          - { id: closed, stage: fallback, reply: closed }
        """;

    [Theory]
    // Dublin goes forward at 01:00 UTC (01:00 -> 02:00), so 01:30 is skipped: the bar stays open its full length.
    [InlineData("dublin", "2026-03-29 00:59", "open")]
    [InlineData("dublin", "2026-03-29 01:00", "open")] // the clocks show 02:00
    [InlineData("dublin", "2026-03-29 01:29", "open")]
    [InlineData("dublin", "2026-03-29 01:30", "closed")]
    [InlineData("dublin", "2026-03-29 07:59", "closed")]
    [InlineData("dublin", "2026-03-29 08:00", "open")] // 09:00 summer time
    [InlineData("dublin", "2026-03-28 08:59", "closed")]
    [InlineData("dublin", "2026-03-28 09:00", "open")] // 09:00 winter time
    [InlineData("dublin", "2027-03-28 01:29", "open")]
    [InlineData("dublin", "2027-03-28 01:30", "closed")]
    [InlineData("dublin", "2027-03-28 08:00", "open")]
    // Back at 01:00 UTC (02:00 -> 01:00): 01:30 comes twice, the first ends the night.
    [InlineData("dublin", "2026-10-25 00:29", "open")]
    [InlineData("dublin", "2026-10-25 00:30", "closed")]
    [InlineData("dublin", "2026-10-25 01:15", "closed")] // 01:15 for the second time
    [InlineData("dublin", "2026-10-25 08:59", "closed")]
    [InlineData("dublin", "2026-10-25 09:00", "open")]
    [InlineData("dublin", "2026-10-24 08:00", "open")]
    [InlineData("dublin", "2027-10-31 00:29", "open")]
    [InlineData("dublin", "2027-10-31 00:30", "closed")]
    [InlineData("dublin", "2027-10-31 09:00", "open")]
    // New York goes forward at 07:00 UTC (02:00 -> 03:00): 02:30 is skipped.
    [InlineData("york", "2026-03-08 06:59", "open")]
    [InlineData("york", "2026-03-08 07:29", "open")]
    [InlineData("york", "2026-03-08 07:30", "closed")]
    [InlineData("york", "2026-03-08 12:59", "closed")]
    [InlineData("york", "2026-03-08 13:00", "open")]
    [InlineData("york", "2026-03-07 13:59", "closed")]
    [InlineData("york", "2027-03-14 07:29", "open")]
    [InlineData("york", "2027-03-14 07:30", "closed")]
    [InlineData("york", "2027-03-14 13:00", "open")]
    // Back at 06:00 UTC (02:00 -> 01:00): 02:30 comes once, after the hour that comes twice.
    [InlineData("york", "2026-11-01 05:30", "open")]
    [InlineData("york", "2026-11-01 06:30", "open")]
    [InlineData("york", "2026-11-01 07:29", "open")]
    [InlineData("york", "2026-11-01 07:30", "closed")]
    [InlineData("york", "2026-11-01 13:59", "closed")]
    [InlineData("york", "2026-11-01 14:00", "open")]
    [InlineData("york", "2027-11-07 07:29", "open")]
    [InlineData("york", "2027-11-07 07:30", "closed")]
    [InlineData("york", "2027-11-07 14:00", "open")]
    // Sydney goes back in April at 16:00 UTC of the day before (03:00 -> 02:00): 02:30 comes twice.
    [InlineData("sydney", "2026-04-04 15:29", "open")]
    [InlineData("sydney", "2026-04-04 15:30", "closed")]
    [InlineData("sydney", "2026-04-04 16:15", "closed")] // 02:15 for the second time
    [InlineData("sydney", "2026-04-04 22:59", "closed")]
    [InlineData("sydney", "2026-04-04 23:00", "open")] // 09:00 winter time
    [InlineData("sydney", "2026-04-03 22:00", "open")] // 09:00 summer time
    [InlineData("sydney", "2027-04-03 15:29", "open")]
    [InlineData("sydney", "2027-04-03 15:30", "closed")]
    [InlineData("sydney", "2027-04-03 23:00", "open")]
    // Forward in October at 16:00 UTC of the day before (02:00 -> 03:00): 02:30 is skipped.
    [InlineData("sydney", "2026-10-03 15:59", "open")]
    [InlineData("sydney", "2026-10-03 16:29", "open")]
    [InlineData("sydney", "2026-10-03 16:30", "closed")]
    [InlineData("sydney", "2026-10-03 21:59", "closed")]
    [InlineData("sydney", "2026-10-03 22:00", "open")]
    [InlineData("sydney", "2027-10-02 16:29", "open")]
    [InlineData("sydney", "2027-10-02 16:30", "closed")]
    [InlineData("sydney", "2027-10-02 22:00", "open")]
    public async Task A_span_is_one_stretch_of_time_whatever_the_clocks_do(string place, string utc, string expected)
    {
        var arrival = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var message = new IncomingMessage
        {
            Sender = "15550100001",
            Text = place,
            ReceivedAt = arrival,
        };

        var decision = await Live.Value.DecideAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(expected, decision.Reply?.Text);
    }

    /// <summary>Every minute of the nights on which clocks change: open once and closed once, never back and forth.</summary>
    [Theory]
    [InlineData("dublin", "2026-03-28 20:00")]
    [InlineData("dublin", "2026-10-24 20:00")]
    [InlineData("york", "2027-03-13 23:00")]
    [InlineData("york", "2027-11-06 23:00")]
    [InlineData("sydney", "2026-04-04 09:00")]
    [InlineData("sydney", "2027-10-02 09:00")]
    public async Task A_night_opens_once_and_closes_once(string place, string utc)
    {
        var start = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var changes = 0;
        string? before = null;
        for (var minute = 0; minute < 10 * 60; minute++)
        {
            var message = new IncomingMessage
            {
                Sender = "15550100001",
                Text = place,
                ReceivedAt = start.AddMinutes(minute),
            };
            var now = (await Live.Value.DecideAsync(message, TestContext.Current.CancellationToken)).Reply?.Text;
            changes += before is not null && now != before ? 1 : 0;
            before = now;
        }

        Assert.Equal((2, "closed"), (changes, before));
    }

    private static readonly Lazy<RuleSet> Live = new(() =>
    {
        var build = RuleSamples.Build(Book);
        Assert.Equal("", RuleSamples.Told(build));
        return build.RuleSet;
    });
}
