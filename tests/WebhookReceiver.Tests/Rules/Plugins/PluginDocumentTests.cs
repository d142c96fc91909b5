using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Rules.Plugins;

public sealed partial class PluginDocumentTests
{
    private static readonly string Repository = FindRepository();

    [Theory]
    [InlineData("OrderStatusRule.cs")]
    [InlineData("OrderBook.cs")]
    public void The_document_quotes_the_sample_to_the_letter(string file)
    {
        var source = ReadText("tests", "WebhookReceiver.SamplePlugin", file);

        Assert.Contains(source, Blocks());
    }

    [Fact]
    public void The_document_quotes_every_file_of_the_sample()
    {
        var folder = Path.Combine(Repository, "tests", "WebhookReceiver.SamplePlugin");
        var files = Directory.EnumerateFiles(folder, "*.cs").Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(["OrderBook.cs", "OrderStatusRule.cs"], files);
    }

    [Fact]
    public async Task The_test_in_the_document_is_right_about_the_sample()
    {
        await using var bench = new PluginBench(null, ("Plugins:orders:Orders:1234", "packed"));
        bench.InstallSample();
        var rule = Assert.Single((await bench.ScanAsync()).Rules);
        var message = new IncomingMessage { Sender = "15550100", Text = "order 1234" };

        var reply = await rule.ReplyAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(Reply.Say("Order 1234: packed."), reply);
    }

    private static IEnumerable<string> Blocks() =>
        Block.Matches(ReadText("docs", "plugins.md")).Select(match => match.Groups["code"].Value);

    private static string ReadText(params string[] path) => File.ReadAllText(Path.Combine([Repository, .. path]));

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WebhookReceiver.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Block { get; }
}
