using System.Net;
using WebhookReceiver.Sending;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary>
/// HTTP 5xx of the Push API: a possible duplicate is never retried automatically; without that risk there are a few
/// retries.
/// </summary>
public sealed class ServerErrorTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(520)]
    public async Task What_may_have_been_carried_out_is_unknown_and_never_sent_again_by_itself(int status)
    {
        using var rig = new SendingRig();
        rig.Peer.Then((HttpStatusCode)status);
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromHours(12));
        await rig.RunAsync();

        Assert.Equal(
            (OutboxState.Unknown, $"HTTP {status}: the platform failed while it had the request"),
            await rig.StateOfAsync("r1")
        );
        Assert.Single(rig.Peer.Requests);
    }

    [Fact]
    public async Task What_was_not_carried_out_is_tried_eight_times_ever_more_slowly_then_given_up_until_a_person_sends_it_anew()
    {
        using var rig = new SendingRig();
        await rig.AddAsync("447700900123", "hi");
        var waits = new List<double>();
        for (var failure = 1; failure < 8; failure++)
        {
            rig.Peer.Then(HttpStatusCode.ServiceUnavailable);
            await rig.RunAsync();
            var entry = await rig.Outbox.FindAsync("r1");
            Assert.Equal(
                (OutboxState.Throttled, $"HTTP 503: the platform failed at try {failure} of 8; it will be retried"),
                (entry!.State, entry.Detail)
            );
            var wait = entry.NextAt - rig.Journal.Time.GetUtcNow();
            waits.Add(wait.TotalSeconds);
            // The journal counts the attempts, not the process.
            await rig.RestartAsync();
            rig.Journal.Time.Advance(wait);
        }

        rig.Peer.Then(HttpStatusCode.ServiceUnavailable);
        await rig.RunAsync();
        Assert.Equal(
            (OutboxState.Dead, "HTTP 503: the platform failed at 8 tries; outbox retry sends it again"),
            await rig.StateOfAsync("r1")
        );
        Assert.All(
            waits.Index(),
            wait => Assert.InRange(wait.Item, 7.5 * Math.Pow(3, wait.Index), 22.5 * Math.Pow(3, wait.Index))
        );
        Assert.InRange(waits.Sum(), 0, TimeSpan.FromHours(6).TotalSeconds);

        // The change that outbox retry records.
        var now = rig.Journal.Time.GetUtcNow();
        await rig.Outbox.ChangeAsync(new("r1", OutboxState.Pending, now) { NextAt = now });
        rig.Peer.Then(HttpStatusCode.ServiceUnavailable);
        await rig.RunAsync();
        Assert.Equal(
            "HTTP 503: the platform failed at try 1 of 8; it will be retried",
            (await rig.StateOfAsync("r1")).Detail
        );
    }

    [Fact]
    public async Task After_six_hours_of_failures_it_is_given_up_however_few_the_tries_were()
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.ServiceUnavailable).Then(HttpStatusCode.ServiceUnavailable);
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromHours(6));
        await rig.RunAsync();

        Assert.Equal(
            (OutboxState.Dead, "HTTP 503: the platform failed at 2 tries; outbox retry sends it again"),
            await rig.StateOfAsync("r1")
        );
    }

    [Fact]
    public async Task Once_the_platform_is_back_it_goes_out_once()
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.ServiceUnavailable);
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.RunAsync();

        Assert.Equal((OutboxState.Accepted, null), await rig.StateOfAsync("r1"));
        Assert.Equal(2, rig.Peer.Requests.Count);
    }

    [Theory]
    [InlineData("502,503, 504", 502, OutboxState.Throttled)]
    [InlineData("502,503, 504", 500, OutboxState.Unknown)]
    [InlineData("", 503, OutboxState.Unknown)]
    [InlineData(null, 503, OutboxState.Unknown)]
    internal async Task The_settings_say_which_statuses_mean_that_nothing_was_carried_out(
        string? setting,
        int status,
        OutboxState expected
    )
    {
        using var rig = new SendingRig(new SendingOptions { TryAgainAfter = setting });
        rig.Peer.Then((HttpStatusCode)status);
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();

        Assert.Equal(expected, (await rig.StateOfAsync("r1")).State);
    }

    [Fact]
    public async Task What_must_arrive_at_least_once_is_tried_again_after_any_of_them()
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.InternalServerError);
        await rig.AddAsync("447700900123", "hi", message => message with { AtLeastOnce = true });

        await rig.RunAsync();
        rig.Journal.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.RunAsync();

        Assert.Equal(2, rig.Peer.Requests.Count);
        Assert.Equal(OutboxState.Accepted, (await rig.StateOfAsync("r1")).State);
    }

    [Fact]
    public async Task Retry_After_keeps_the_whole_project_waiting()
    {
        using var rig = new SendingRig();
        rig.Peer.Then(HttpStatusCode.ServiceUnavailable, retryAfter: "90");
        await rig.AddAsync("447700900123", "hi");

        await rig.RunAsync();
        await rig.AddAsync("447700900124", "hi");

        Assert.Equal(TimeSpan.FromSeconds(90), rig.Limiter.Wait);
        rig.Journal.Time.Advance(TimeSpan.FromSeconds(90));
        await rig.RunAsync();
        Assert.Equal(2, (await rig.Journal.Journal.CountAsync())[OutboxState.Accepted]);
    }
}
