using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Management;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Tests.Receiving;

public sealed class WrongKeyTests : IAsyncLifetime
{
    private const string OperatorKey = "operator-key-0123456789";
    private const string Attacker = "198.51.100.1";

    private readonly DelayClock _time = new(TimeSpan.FromMilliseconds(500));
    private WebhookApp _app = null!;

    [Theory]
    [InlineData(false, 404, 404)]
    [InlineData(true, 401, 429)]
    public async Task Many_wrong_keys_of_one_address_are_slowed_and_right_ones_never(
        bool isManagement,
        int first,
        int later
    )
    {
        for (var tries = 0; tries < WrongKeys.FreeTries; tries++)
        {
            Assert.Equal(first, await StatusAsync(isManagement, Attacker, "wrong-key-of-nobody"));
        }

        var slowed = StatusAsync(isManagement, Attacker, "wrong-key-of-nobody");

        Assert.Equal(200, await StatusAsync(isManagement, Attacker, RightKey(isManagement)));
        Assert.Equal(200, await StatusAsync(isManagement, "203.0.113.9", RightKey(isManagement)));
        Assert.Equal(first, await StatusAsync(isManagement, "203.0.113.9", "wrong-key-of-nobody"));
        await _time.DelayedAsync();
        Assert.False(slowed.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(later, await slowed);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first, await StatusAsync(isManagement, Attacker, "wrong-key-of-nobody"));
    }

    [Fact]
    public async Task The_health_path_is_no_way_to_try_keys_in_a_hurry()
    {
        for (var tries = 0; tries < WrongKeys.FreeTries; tries++)
        {
            Assert.Equal(200, await StatusAsync(isManagement: true, Attacker, "wrong-key-of-nobody", "/health/ready"));
        }

        var slowed = StatusAsync(isManagement: true, Attacker, "wrong-key-of-nobody", "/health/ready");

        Assert.Equal(200, await StatusAsync(isManagement: true, "10.0.0.5", key: null, "/health/ready"));
        await _time.DelayedAsync();
        Assert.False(slowed.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(200, await slowed);
    }

    [Fact]
    public async Task Tries_on_both_ports_and_from_one_network_of_the_new_internet_count_together()
    {
        for (var tries = 0; tries < WrongKeys.FreeTries; tries++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"2001:db8:1:2::{tries + 1}");
            await StatusAsync(isManagement: tries % 2 == 0, address, "wrong-key-of-nobody");
        }

        var slowed = StatusAsync(isManagement: false, "2001:db8:1:2:ffff::1", "wrong-key-of-nobody");

        Assert.Equal(404, await StatusAsync(isManagement: false, "2001:db8:1:3::1", "wrong-key-of-nobody"));
        await _time.DelayedAsync();
        Assert.False(slowed.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(404, await slowed);
    }

    [Theory]
    [InlineData(false, 404)]
    [InlineData(true, 429)]
    public async Task One_address_that_tries_many_at_once_takes_no_delay_from_another(bool isManagement, int refused)
    {
        const string Second = "203.0.113.9";
        var waiting = new List<Task<int>>();
        foreach (var address in new[] { Attacker, Second })
        {
            for (var tries = 0; tries < WrongKeys.FreeTries; tries++)
            {
                await StatusAsync(isManagement, address, "wrong-key-of-nobody");
            }
        }

        for (var tries = 0; tries < 1_000; tries++)
        {
            waiting.Add(StatusAsync(isManagement, Attacker, "wrong-key-of-nobody"));
        }

        for (var delays = 0; delays < WrongKeys.MostWaiting; delays++)
        {
            await _time.DelayedAsync();
        }

        var second = StatusAsync(isManagement, Second, "wrong-key-of-nobody");
        await _time.DelayedAsync();

        // The first eight to arrive wait, whichever they are; all others are answered at once.
        await foreach (var answered in Task.WhenEach(waiting).Take(1_000 - WrongKeys.MostWaiting))
        {
            Assert.Equal(refused, await answered);
        }

        Assert.Equal(WrongKeys.MostWaiting, waiting.Count(task => !task.IsCompleted));
        Assert.False(second.IsCompleted);
        Assert.Equal(200, await StatusAsync(isManagement, Attacker, RightKey(isManagement)));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.All(await Task.WhenAll([.. waiting, second]), status => Assert.Equal(refused, status));
    }

    [Fact]
    public async Task Beyond_ten_thousand_addresses_new_ones_are_counted_as_one_and_those_known_as_before()
    {
        for (var address = 0; address < WrongKeys.MostAddresses; address++)
        {
            await StatusAsync(isManagement: false, Numbered(address), "wrong-key-of-nobody");
        }

        for (var tries = 0; tries < WrongKeys.FreeTries; tries++)
        {
            var beyond = Numbered(WrongKeys.MostAddresses + tries);
            Assert.Equal(404, await StatusAsync(isManagement: false, beyond, "wrong-key-of-nobody"));
        }

        var slowed = StatusAsync(isManagement: false, "203.0.113.9", "wrong-key-of-nobody");

        Assert.Equal(404, await StatusAsync(isManagement: false, Numbered(7), "wrong-key-of-nobody"));
        Assert.Equal(200, await StatusAsync(isManagement: false, "203.0.113.9", WebhookApp.Key));
        await _time.DelayedAsync();
        Assert.False(slowed.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(404, await slowed);

        static string Numbered(int number) =>
            string.Create(CultureInfo.InvariantCulture, $"198.18.{number / 250}.{number % 250}");
    }

    [Fact]
    public async Task Refused_requests_are_summed_up_once_a_minute()
    {
        for (var requests = 0; requests < 1_000; requests++)
        {
            await StatusAsync(isManagement: false, Attacker, key: null);
            await StatusAsync(isManagement: true, Attacker, key: null, "/metrics");
        }

        Assert.Single(_app.Log.MessagesOf<WebhookKeyMiddleware>());
        Assert.Single(_app.Log.MessagesOf<ManagementGate>());
        Assert.Empty(_app.Log.MessagesOf<RefusalLog>());
        _time.Advance(TimeSpan.FromMinutes(1));
        await StatusAsync(isManagement: false, Attacker, key: null);
        _time.Advance(TimeSpan.FromMinutes(2));
        await StatusAsync(isManagement: false, Attacker, key: null);

        Assert.Equal(
            [
                $"refused: 1 more within a minute, no-key, the last from {Attacker}; the metric wr.rejected counts all",
                $"refused: 999 more within a minute, no-key, the last from {Attacker}; the metric wr.rejected counts all",
                $"refused: 999 more within a minute, no-management-key, the last from {Attacker}; the metric wr.rejected counts all",
            ],
            _app.Log.MessagesOf<RefusalLog>().Order(StringComparer.Ordinal)
        );
        Assert.Equal(2, _app.Log.MessagesOf<WebhookKeyMiddleware>().Length);
    }

    [Fact]
    public async Task Many_quarantined_bodies_are_one_line_a_minute()
    {
        for (var body = 0; body < 60; body++)
        {
            using var response = await _app.PostAsync("[1]");
        }

        _time.Advance(TimeSpan.FromMinutes(1));

        var line = Assert.Single(_app.Log.MessagesOf<RefusalLog>());
        Assert.Matches(
            "^quarantined: 59 more within a minute, [a-z-]+, the last from .*; the metric wr.quarantined counts all$",
            line
        );
        Assert.Single(
            _app.Log.MessagesOf<AnswerLog>(),
            line => line.StartsWith("quarantined: ", StringComparison.Ordinal)
        );
    }

    public ValueTask InitializeAsync()
    {
        _app = new WebhookApp(("hi.yaml", "rules:\n  - reply: Hi!\n")) { Time = _time }
            .With("Management:Key", OperatorKey)
            .With("Receiving:TrustedProxies:0", "10.0.0.0/8");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string RightKey(bool isManagement) => isManagement ? OperatorKey : WebhookApp.Key;

    /// <summary>All requests come through one proxy, which names the address.</summary>
    private async Task<int> StatusAsync(bool isManagement, string address, string? key, string path = "/metrics")
    {
        var context = await _app.Server.SendAsync(
            context =>
            {
                var request = context.Request;
                context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.5");
                request.Headers["X-Forwarded-For"] = address;
                request.Host = new HostString("localhost");
                if (!isManagement)
                {
                    request.Method = HttpMethods.Post;
                    request.Path = WebhookUrl.MessagesPath;
                    request.QueryString = key is null ? default : new QueryString($"?key={key}");
                    return;
                }

                context.Features.Set(ManagementConnection.Instance);
                request.Method = HttpMethods.Get;
                request.Path = path;
                if (key is not null)
                {
                    request.Headers["X-Management-Key"] = key;
                }
            },
            TestContext.Current.CancellationToken
        );
        return context.Response.StatusCode;
    }
}
