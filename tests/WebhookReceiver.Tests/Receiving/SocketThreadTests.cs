using System.Net;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Tests.Rules.Plugins;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>Real sockets: the few socket threads answer messages, so nothing may block them.</summary>
public sealed class SocketThreadTests
{
    private const string Rules = """
        rules:
          - when: hello
            reply: Hi!
        """;

    [Fact]
    public async Task A_plug_in_that_blocks_for_ever_holds_up_no_other_connection()
    {
        await using var app = new WebhookApp(("shop.yaml", Rules));
        // It blocks its thread until the test is over.
        var release = Guid.NewGuid().ToString();
        Install(app, EmittedPlugin.Build(new EmittedRule { Reply = EmittedPlugin.WaitFor(release) }));
        app.UseKestrel();
        app.StartServer();
        var address = app.PublicAddress;

        // More than there are socket threads, each on its own connection.
        var held = Enumerable
            .Range(0, 4 * Environment.ProcessorCount)
            .Select(i => PostAsync(address, "block me", i))
            .ToArray();
        for (var i = 0; i < 20; i++)
        {
            Assert.Contains("Hi!", await PostAsync(address, "hello", 1_000 + i), StringComparison.Ordinal);
        }

        Assert.All(await Task.WhenAll(held), answer => Assert.Equal("{}", answer));
        Assert.Contains(
            app.Log.MessagesOf<PluginRuleProxy>(),
            line => line.Contains("emitted", StringComparison.Ordinal)
        );
        EmittedPlugin.Release(release);
    }

    private static void Install(WebhookApp app, byte[] plugin)
    {
        var folder = Directory.CreateDirectory(Path.Combine(app.RulesFolder, "plugins", "emitted")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "emitted.dll"), plugin);
    }

    private static async Task<string> PostAsync(Uri address, string text, int number)
    {
        using var client = new HttpClient();
        using var content = new StringContent(WebhookApp.Payload(text, $"4477009{number:00000}", $"id-{number}"));
        using var answer = await client.PostAsync(
            new Uri(address, $"/webhook?key={WebhookApp.Key}"),
            content,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
