using System.Text.Json;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>
/// A webhook call without a 200 is retried after 1 minute, 15 minutes, 2 hours and 6 hours (protocol sheet, section
/// 1.2).
/// </summary>
public sealed class RetryTests
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
    ];

    [Fact]
    public async Task Four_retries_with_the_same_bytes_then_the_message_is_dropped()
    {
        await using var peer = await Peer.StartAsync((500, ""));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);
        await simulator.SayAsync("hi");
        for (var i = 0; i < Waits.Length; i++)
        {
            simulator.Time.Advance(Waits[i] - TimeSpan.FromMilliseconds(1));
            Assert.Equal(i + 1, (await peer.BodiesAsync(0)).Count);
            simulator.Time.Advance(TimeSpan.FromMilliseconds(1));
            await simulator.GetAsync($"/desk/calls?attempts={i + 2}");
        }

        simulator.Time.Advance(TimeSpan.FromDays(30));

        var bodies = await peer.BodiesAsync(5);
        Assert.Equal(5, bodies.Count);
        Assert.Single(bodies.Distinct(StringComparer.Ordinal));
        Assert.Equal(
            [
                "hi",
                "The webhook failed: HTTP 500 instead of 200. It is sent again in 1 min.",
                "The webhook failed: HTTP 500 instead of 200. It is sent again in 15 min.",
                "The webhook failed: HTTP 500 instead of 200. It is sent again in 2 h.",
                "The webhook failed: HTTP 500 instead of 200. It is sent again in 6 h.",
                "The webhook failed: HTTP 500 instead of 200. The message is dropped.",
            ],
            await simulator.TextsAsync("8", atLeast: 6)
        );
    }

    [Fact]
    public async Task The_answer_to_a_retry_is_the_reply()
    {
        await using var peer = await Peer.StartAsync((503, ""), (200, """{"message-out":"At last."}"""));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        await simulator.SayAsync("hi");
        simulator.Time.Advance(Waits[0]);

        Assert.Equal("At last.", (await simulator.TextsAsync("8", atLeast: 3))[2]);
    }

    [Fact]
    public async Task Sped_up_sixty_times_a_minute_is_a_second()
    {
        await using var peer = await Peer.StartAsync((503, ""), (200, "{}"));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url).With("Platform:SpeedUp", "60");

        await simulator.SayAsync("hi");
        simulator.Time.Advance(TimeSpan.FromSeconds(1));

        using var calls = JsonDocument.Parse(await simulator.GetAsync("/desk/calls?attempts=2"));
        Assert.Equal("silent", calls.RootElement[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task No_answer_within_three_minutes_is_a_failure()
    {
        var hold = new TaskCompletionSource();
        await using var peer = await Peer.StartAsync();
        peer.Hold = hold.Task;
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url);

        var said = simulator.SayAsync("hi");
        await peer.BodiesAsync(1);
        simulator.Time.Advance(TimeSpan.FromSeconds(180));

        Assert.Equal(
            """{"at":"2026-03-02T09:00:00+00:00","error":"no answer within 180 s","milliseconds":180000}""",
            (await said).GetProperty("attempts")[0].GetRawText()
        );
        hold.SetResult();
    }

    [Fact]
    public async Task Nobody_there_is_a_failure()
    {
        await using var simulator = new SimulatorApp().With("Calling:Webhook", "http://127.0.0.1:1/hook");

        var call = await simulator.SayAsync("hi");

        Assert.Equal("waiting", call.GetProperty("state").GetString());
        Assert.Equal("2026-03-02T09:01:00+00:00", call.GetProperty("nextAttempt").GetString());
    }

    [Fact]
    public async Task Without_the_option_a_failure_is_final()
    {
        await using var peer = await Peer.StartAsync((302, ""));
        await using var simulator = new SimulatorApp().With("Calling:Webhook", peer.Url).With("Calling:Retry", "false");

        Assert.Equal("dropped", (await simulator.SayAsync("hi")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Guesses_about_retries_are_settings()
    {
        await using var peer = await Peer.StartAsync((201, ""), (202, """{"message-out":"unheard"}"""));
        await using var simulator = new SimulatorApp()
            .With("Calling:Webhook", peer.Url)
            .With("Calling:SuccessStatuses:0", "202")
            .With("Calling:RetryAfter:0", "00:00:07")
            .With("Calling:RetrySameId", "false")
            .With("Calling:ReplyToRetry", "false");

        await simulator.SayAsync("hi");
        simulator.Time.Advance(TimeSpan.FromSeconds(7));

        var bodies = await peer.BodiesAsync(2);
        Assert.Equal(bodies[0].Replace("177244200000001", "177244200000002", StringComparison.Ordinal), bodies[1]);
        using var calls = JsonDocument.Parse(await simulator.GetAsync("/desk/calls?attempts=2"));
        Assert.Equal("silent", calls.RootElement[0].GetProperty("state").GetString());
        Assert.Equal(2, (await simulator.TextsAsync("8", atLeast: 2)).Length);
    }
}
