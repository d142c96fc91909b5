using WebhookReceiver.Tests.Rules.Loading;
using static WebhookReceiver.Tests.Rules.Calendars.HolidayFileTests;

namespace WebhookReceiver.Tests.Rules.Calendars;

/// <summary>A file of holidays that changes while the server runs.</summary>
public sealed class HolidayReloadTests
{
    [Fact]
    public async Task A_change_of_the_file_is_live_after_it_settled_and_a_bad_one_leaves_the_good_one()
    {
        await using var folder = new WatchedFolder();
        folder.Write("shop.yaml", Shop());
        folder.Write("holidays.ics", Ics(Patrick));
        await folder.ScanAsync();
        var version = folder.Status.Version;
        Assert.Equal("St Patrick's Day", await folder.AnswerAsync("open 2026-03-17"));

        folder.Write("holidays.ics", Ics(Patrick.Replace("20260317", "20260316", StringComparison.Ordinal)));
        await folder.ChangeLoadedAsync();
        Assert.NotEqual(version, folder.Status.Version);
        Assert.Equal("St Patrick's Day", await folder.AnswerAsync("open 2026-03-16"));

        folder.Write("holidays.ics", Ics("BEGIN:VEVENT\n"));
        var status = await folder.ChangeLoadedAsync();
        Assert.True(status.IsDegraded);
        Assert.Equal(["holidays.ics"], folder.ProblemPaths.Distinct(StringComparer.Ordinal));
        Assert.Equal("St Patrick's Day", await folder.AnswerAsync("open 2026-03-16"));
    }

    [Fact]
    public async Task At_the_first_start_no_rule_says_open_while_its_holidays_are_broken()
    {
        await using var folder = new WatchedFolder();
        folder.Write("shop.yaml", Shop() + "  - { id: good, stage: fallback, reply: Hm? }\n");
        folder.Write("holidays.ics", "nothing");
        await folder.ScanAsync();

        Assert.Equal("Hm?", await folder.AnswerAsync("open 2026-03-17"));
    }
}
