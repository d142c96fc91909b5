using System.Net;
using System.Net.Http.Headers;
using System.Reflection.Emit;
using System.Text;
using WebhookReceiver.Tests.Rules.Plugins;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>Plug-ins that end the process, which no exception handler can prevent.</summary>
public sealed class PluginCrashTests
{
    private const string Rules = """
        rules:
          - { when: open, reply: Nine to five. }
          - { stage: fallback, reply: Pardon? }
        """;

    public static TheoryData<string> Crashes => ["fail fast", "stack overflow"];

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task A_message_at_which_a_plug_in_ends_the_process_twice_is_decided_without_it(string crash)
    {
        using var folder = new TemporaryFolder();
        await using var receiver = new ReceiverProcess(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(receiver.Rules, "a.yaml"), Rules, Cancel);
        Install(receiver, "a-good", new EmittedRule { Name = "good" });
        Install(receiver, "b-bad", new EmittedRule { Name = "bad", Reply = il => EndAt(il, "boom", crash) });
        await receiver.StartAsync();
        using var client = new HttpClient();
        Assert.Equal("Pardon?", await SayAsync(client, receiver, "anything", "m-1"));

        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => SayAsync(client, receiver, "boom", "m-2"));
            Assert.NotEqual(0, await receiver.EndAsync());
            await receiver.StartAsync();
            Assert.Equal("Nine to five.", await SayAsync(client, receiver, "open", $"later-{i}"));
        }

        Assert.Equal("Pardon?", await SayAsync(client, receiver, "boom", "m-2"));
        Assert.Equal("Pardon?", await SayAsync(client, receiver, "boom", "m-2"));
        Assert.Equal("Pardon?", await SayAsync(client, receiver, "more", "m-3"));
        Assert.Contains(
            "kind=\"EndedProcess\"",
            await client.GetStringAsync(receiver.Metrics, Cancel),
            StringComparison.Ordinal
        );
        Assert.Equal(0, await receiver.StopAsync());
        Assert.Equal(
            1,
            receiver
                .Output.Split('\n')
                .Count(line =>
                    line.Contains("skipped: rule bad, whose plug-in ended this process", StringComparison.Ordinal)
                )
        );
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string?> SayAsync(HttpClient client, ReceiverProcess receiver, string text, string id)
    {
        using var content = new StringContent(
            WebhookApp.Payload(text, id: id),
            Encoding.UTF8,
            new MediaTypeHeaderValue("application/json")
        );
        using var response = await client.PostAsync(receiver.Webhook, content, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var reply = System.Text.Json.JsonDocument.Parse(await response.TextAsync());
        return reply.RootElement.TryGetProperty("message-out", out var said) ? said.GetString() : null;
    }

    private static void Install(ReceiverProcess receiver, string name, EmittedRule rule)
    {
        var folder = Directory.CreateDirectory(Path.Combine(receiver.Rules, "plugins", name));
        File.WriteAllBytes(Path.Combine(folder.FullName, $"{name}.dll"), EmittedPlugin.Build(rule));
    }

    /// <summary>Ends the process at one text.</summary>
    private static void EndAt(ILGenerator il, string text, string crash)
    {
        var other = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Callvirt, typeof(IncomingMessage).GetProperty(nameof(IncomingMessage.Text))!.GetMethod!);
        il.Emit(OpCodes.Ldstr, text);
        il.Emit(OpCodes.Call, typeof(string).GetMethod(nameof(string.Equals), [typeof(string), typeof(string)])!);
        il.Emit(OpCodes.Brfalse, other);
        if (crash == "fail fast")
        {
            il.Emit(OpCodes.Ldstr, "the end");
            il.Emit(OpCodes.Call, typeof(Environment).GetMethod(nameof(Environment.FailFast), [typeof(string)])!);
        }
        else
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Callvirt, typeof(IReplyRule).GetMethod(nameof(IReplyRule.ReplyAsync))!);
            il.Emit(OpCodes.Pop);
        }

        il.MarkLabel(other);
    }
}
