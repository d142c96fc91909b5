using WebhookReceiver.Rules.Plugins;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed class SamplePluginTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("Where is order 1234?", "Order 1234: on its way, arrives tomorrow.")]
    [InlineData("ORDER #1234", "Order 1234: on its way, arrives tomorrow.")]
    [InlineData("order 9999", "I cannot find order 9999. Please check the number on your receipt.")]
    [InlineData("I'd like to order", null)]
    public async Task The_sample_answers_from_its_own_section_of_the_settings(string text, string? expected)
    {
        await using var bench = new PluginBench(
            null,
            ("Plugins:orders:Orders:1234", "on its way, arrives tomorrow"),
            ("Plugins:other:Orders:9999", "not ours")
        );
        bench.InstallSample();

        var snapshot = await bench.ScanAsync();

        Assert.Empty(snapshot.Problems);
        var proxy = Assert.IsType<PluginRuleProxy>(Assert.Single(snapshot.Rules));
        Assert.Equal(("order-status", ReplyStage.Main, 15), (proxy.Name, proxy.Stage, proxy.Priority));
        var answer = await proxy.AskAsync(Message(text), Budget, TestContext.Current.CancellationToken);
        Assert.Null(answer.Fault);
        Assert.Equal(expected, answer.Reply?.Text);
    }

    [Fact]
    public async Task The_sample_remembers_an_order_for_a_minute()
    {
        await using var bench = new PluginBench(null, ("Plugins:orders:Orders:1234", "packed"));
        bench.InstallSample();
        var proxy = (PluginRuleProxy)Assert.Single((await bench.ScanAsync()).Rules);

        var first = await AskAsync();
        bench.Configuration["Plugins:orders:Orders:1234"] = "on its way";
        var second = await AskAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var third = await AskAsync();

        Assert.Equal(["Order 1234: packed.", "Order 1234: packed.", "Order 1234: on its way."], [first, second, third]);

        async Task<string?> AskAsync() =>
            (await proxy.AskAsync(Message("order 1234"), Budget, TestContext.Current.CancellationToken)).Reply?.Text;
    }

    private static IncomingMessage Message(string text) => new() { Sender = "15550100", Text = text };
}
