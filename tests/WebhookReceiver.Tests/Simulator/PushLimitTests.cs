using System.Net;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>Ninety requests a minute for a project (protocol sheet, section 6).</summary>
public sealed class PushLimitTests
{
    [Fact]
    public async Task The_ninety_first_request_of_a_minute_is_dropped_and_the_minute_slides()
    {
        await using var simulator = new SimulatorApp();
        for (var i = 0; i < 45; i++)
            await simulator.PushTextAsync("447700900123", "early");
        simulator.Time.Advance(TimeSpan.FromSeconds(40));
        for (var i = 0; i < 44; i++)
            await simulator.PushTextAsync("447700900123", "late");
        await simulator.PostAsync("/api/v2/check-balance", "{}");

        Assert.Equal((HttpStatusCode.TooManyRequests, ""), await PushAsync(simulator));
        simulator.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(HttpStatusCode.OK, (await PushAsync(simulator)).Http);
    }

    [Fact]
    public async Task What_was_dropped_is_in_the_log_but_was_never_read()
    {
        await using var simulator = new SimulatorApp().With("Pushing:RequestsPerMinute", "1");

        await simulator.PushTextAsync("447700900123", "hello");
        await PushAsync(simulator);

        Assert.Equal(
            """{"number":2,"at":"2026-03-02T09:00:00+00:00","path":"/api/v2/push","outcome":"dropped","http":429,"messages":[]}""",
            await simulator.GetLastAsync("/desk/pushes")
        );
    }

    [Fact]
    public async Task The_administrator_hears_of_it_once_in_thirty_minutes()
    {
        await using var simulator = new SimulatorApp().With("Pushing:RequestsPerMinute", "1");
        foreach (var minutes in (int[])[0, 0, 29, 0, 1, 0, 0])
        {
            simulator.Time.Advance(TimeSpan.FromMinutes(minutes));
            await PushAsync(simulator);
        }

        Assert.Equal(
            """{"balance":"999.985","busiestMinute":3,"notices":["2026-03-02T09:00:00+00:00","2026-03-02T09:30:00+00:00"]}""",
            await simulator.GetAsync("/desk/account")
        );
    }

    [Fact]
    public async Task A_device_may_be_asked_after_three_times_a_minute_within_the_limit_for_all()
    {
        await using var simulator = new SimulatorApp().With("Pushing:RequestsPerMinute", "5");
        const string good = """{"status":100,"message":"Success"}""";
        for (var i = 0; i < 3; i++)
            Assert.Equal((HttpStatusCode.OK, good), await DeviceAsync(simulator));

        Assert.Equal((HttpStatusCode.TooManyRequests, ""), await DeviceAsync(simulator));
        Assert.Equal(HttpStatusCode.OK, (await PushAsync(simulator)).Http);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PushAsync(simulator)).Http);
        simulator.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((HttpStatusCode.OK, good), await DeviceAsync(simulator));
    }

    [Fact]
    public async Task Without_a_device_and_without_a_token_its_state_says_so()
    {
        await using var simulator = new SimulatorApp().With("Pushing:HasDevice", "false");

        Assert.Equal(
            (HttpStatusCode.OK, """{"status":101,"message":"Service unavailable"}"""),
            await DeviceAsync(simulator)
        );
        Assert.Equal(
            (HttpStatusCode.OK, """{"status":401,"message":"Authentication failed"}"""),
            await simulator.PostAsync("/api/v2/device-status", """{"token":"another-token"}""")
        );
    }

    private static Task<(HttpStatusCode Http, string Body)> DeviceAsync(SimulatorApp simulator) =>
        simulator.PostAsync("/api/v2/device-status", $$"""{"token":"{{SimulatorApp.Token}}"}""");

    [Fact]
    public async Task Dropped_requests_count_only_where_the_setting_says_so()
    {
        await using var simulator = new SimulatorApp()
            .With("Pushing:RequestsPerMinute", "1")
            .With("Pushing:DroppedCount", "true");
        await PushAsync(simulator);
        simulator.Time.Advance(TimeSpan.FromSeconds(30));
        await PushAsync(simulator);
        simulator.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.TooManyRequests, (await PushAsync(simulator)).Http);
    }

    private static Task<(HttpStatusCode Http, string Body)> PushAsync(SimulatorApp simulator) =>
        simulator.PostAsync(
            "/api/v2/push",
            $$"""{"token":"{{SimulatorApp.Token}}","application":"10","data":[{"number":"447700900123","message":"hi"}]}"""
        );
}
