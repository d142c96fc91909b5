using System.Net;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Tests.Sending;

public sealed class GivenUpTests
{
    [Theory]
    [InlineData(JournalOptions.Sqlite)]
    [InlineData(JournalOptions.None)]
    public async Task Messages_that_are_too_late_are_told_in_one_warning_with_count_and_reason(string store)
    {
        using var rig = new SendingRig(store: store);
        rig.Peer.IsAway = true;
        foreach (var number in (string[])["447400123456", "447400123457", "447400123458"])
        {
            await rig.AddAsync(number, "Hello", expiresAfter: TimeSpan.FromMinutes(1));
        }

        rig.Journal.Time.Advance(TimeSpan.FromMinutes(2));
        await rig.RunAsync();

        Assert.Equal(
            [
                "Warning: 3 messages are dead: too late: it expired before it could be sent. See outbox list --state dead",
            ],
            rig.Outcomes.Lines
        );
    }

    [Fact]
    public async Task Messages_at_which_the_platform_failed_too_often_are_told_once()
    {
        using var rig = new SendingRig();
        await rig.AddAsync("447400123456", "Hello");
        for (var attempt = 0; attempt < 8; attempt++)
        {
            rig.Peer.Then(HttpStatusCode.ServiceUnavailable);
        }

        for (var hour = 0; hour < 12; hour++)
        {
            await rig.RunAsync();
            rig.Journal.Time.Advance(TimeSpan.FromHours(1));
        }

        var line = Assert.Single(rig.Outcomes.Lines);
        Assert.StartsWith(
            "Warning: 1 messages are dead: HTTP 503: the platform failed at ",
            line,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task After_a_start_the_first_requests_are_small_and_grow_with_each_answer()
    {
        using var rig = new SendingRig();
        for (var i = 0; i < 300; i++)
        {
            await rig.AddAsync($"4474001{i:00000}", "Hello");
        }

        await rig.RunAsync();

        Assert.Equal([25, 50, 100, 100, 25], rig.Peer.Recipients.Select(numbers => numbers.Length));
    }
}
