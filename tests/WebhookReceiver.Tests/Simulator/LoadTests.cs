using System.Globalization;
using PickyAssist.Simulator.Load;

namespace WebhookReceiver.Tests.Simulator;

public sealed class LoadTests
{
    private const string Clean = "sent 50, answered 50, rejected 0, missing 0, redelivered 50, differing 0";

    [Fact]
    public async Task Every_message_is_accounted_for()
    {
        await using var peer = await Peer.StartAsync((200, """{"message-out":"hi"}"""));

        var (code, output) = await LoadAsync(peer.Url);

        Assert.Equal((0, Clean), (code, output[0]));
        Assert.Matches(
            @"^latency from the scheduled instant: p50 [\d.]+ ms, p90 [\d.]+ ms, p99 [\d.]+ ms, p99.9 [\d.]+ ms, max [\d.]+ ms$",
            output[1]
        );
        var bodies = await peer.BodiesAsync(100);
        Assert.Equal(50, bodies.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_redelivery_with_other_bytes_is_found()
    {
        await using var peer = await Peer.StartAsync([
            .. Enumerable
                .Range(0, 100)
                .Select(i => (200, string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{i}}}"))),
        ]);

        var (code, output) = await LoadAsync(peer.Url);

        Assert.Equal(
            (1, "sent 50, answered 50, rejected 0, missing 0, redelivered 50, differing 50"),
            (code, output[0])
        );
    }

    [Fact]
    public async Task A_refusal_is_counted_with_its_status()
    {
        await using var peer = await Peer.StartAsync((503, ""));

        var (code, output) = await LoadAsync(peer.Url);

        Assert.Equal(
            (1, "sent 50, answered 0, rejected 50 (50 × 503), missing 0, redelivered 50, differing 0"),
            (code, output[0])
        );
    }

    [Fact]
    public async Task Nobody_there_is_missing_answers()
    {
        var (code, output) = await LoadAsync("http://127.0.0.1:1/hook");

        Assert.Equal(
            (
                1,
                "sent 50, answered 0, rejected 0, missing 50, redelivered 50, differing 0",
                "latency from the scheduled instant: nothing was answered"
            ),
            (code, output[0], output[1])
        );
    }

    [Fact]
    public async Task The_receiver_answers_every_redelivery_with_the_same_bytes()
    {
        await using var receiver = new WebhookApp(
            ("rules.yaml", "rules: [{ id: hi, when: [hi], reply: '{{ now | date: \"%H:%M:%S.%L\" }}' }]")
        );
        receiver.UseKestrel();

        var (code, output) = await LoadAsync($"{receiver.PublicAddress}webhook?key={WebhookApp.Key}");

        Assert.Equal((0, Clean), (code, output[0]));
    }

    [Theory]
    [InlineData("--rate", "0", "--rate is a number from 1 to 100000, not 0.")]
    [InlineData("--url", "localhost", "--url is an address like http://localhost:8080/webhook?key=…, not 'localhost'.")]
    [InlineData("--redeliver", "2", "--redeliver is a share from 0 to 1, such as 0.02.")]
    public async Task A_load_that_cannot_be_is_refused(string option, string value, string error)
    {
        var (code, _, errors) = await SimulatorCommand.RunAsync(
            option == "--url" ? ["load", option, value] : ["load", "--url", "http://127.0.0.1:1/", option, value]
        );

        Assert.Equal(2, code);
        Assert.Contains(error, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Percentiles_are_the_smallest_latency_that_so_many_are_not_above()
    {
        var ledger = new LoadLedger(1_000);
        for (var i = 1_000; i >= 1; i--)
            ledger.First(new LoadAnswer(200, []), TimeSpan.FromMilliseconds(i));

        Assert.Equal(
            "sent 1000, answered 1000, rejected 0, missing 0, redelivered 0, differing 0\nlatency from the scheduled instant: p50 500.0 ms, p90 900.0 ms, p99 990.0 ms, p99.9 999.0 ms, max 1000.0 ms",
            ledger.ToString()
        );
    }

    [Fact]
    public void A_plan_is_the_same_every_time_and_redelivers_its_share()
    {
        var plan = new LoadPlan
        {
            Url = new Uri("http://localhost/"),
            Rate = 100,
            Seconds = 1_000,
            Redeliver = 0.02,
            Run = "r",
        };

        Assert.Equal(plan.BodyOf(7), (plan with { }).BodyOf(7));
        Assert.NotEqual(plan.BodyOf(7), (plan with { Seed = 2 }).BodyOf(7));
        Assert.Equal(TimeSpan.FromSeconds(0.25), plan.DueOf(25));
        Assert.InRange(
            Enumerable.Range(0, plan.Count).Count(i => plan.RedeliveryOf(i) != Redelivery.None),
            1_900,
            2_100
        );
    }

    private static async Task<(int Code, string[] Output)> LoadAsync(string url)
    {
        var (code, output, _) = await SimulatorCommand.RunAsync(
            "load",
            "--url",
            url,
            "--rate",
            "50",
            "--seconds",
            "1",
            "--redeliver",
            "1"
        );
        return (code, output.Split('\n'));
    }
}
