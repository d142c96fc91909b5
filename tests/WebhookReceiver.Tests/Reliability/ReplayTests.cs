using System.Net.Http.Headers;
using System.Text;

namespace WebhookReceiver.Tests.Reliability;

public sealed class ReplayTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wr-replay-").FullName;
    private readonly ReceiverProcess _receiver;

    public ReplayTests() => _receiver = new ReceiverProcess(_folder);

    [Fact]
    public async Task Replay_shows_which_answers_another_rules_folder_would_change()
    {
        await WriteAsync(_receiver.Rules, "We are open from nine to five.");
        await _receiver.StartAsync();
        await SayAsync(1, "when+are+you+open");
        await SayAsync(2, "who+are+you");
        await SayAsync(3, "what+time+is+it");
        await _receiver.StopAsync();
        var other = Path.Combine(_folder, "other");
        Directory.CreateDirectory(other);
        await WriteAsync(other, "We are open from ten to six.");

        var (code, output) = await _receiver.RunAsync("replay", "--rules", other);

        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches("""^#1  [-0-9]{10} [:0-9]{8}Z  "when are you open"$""", lines[0]);
        Assert.Equal("  then  hours                 \"We are open from nine to five.\"", lines[1]);
        Assert.Equal("  now   hours                 \"We are open from ten to six.\"", lines[2]);
        Assert.Equal(
            "In 1 of 3 messages the answer would differ. Plug-ins were not asked; their recorded answers were used.",
            lines[3]
        );
    }

    [Fact]
    public async Task The_same_rules_with_the_clock_of_then_give_the_same_answers()
    {
        await WriteAsync(_receiver.Rules, "We are open.");
        await _receiver.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            await SayAsync(i, i % 2 == 0 ? "what+time+is+it" : "open");
        }
        await _receiver.StopAsync();

        var (_, output) = await _receiver.RunAsync("replay");

        Assert.Equal(
            "In 0 of 50 messages the answer would differ. Plug-ins were not asked; their recorded answers were used.",
            output.Trim()
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task WriteAsync(string folder, string hours) =>
        File.WriteAllTextAsync(
            Path.Combine(folder, "rules.yaml"),
            $$$"""
            rules:
              - id: hours
                when: open
                reply: {{{hours}}}
              - id: time
                when: what time is it
                reply: "It is {{ now | date: '%H:%M:%S.%N' }}, number {{ message.id }}."
            """
        );

    private async Task SayAsync(int number, string text)
    {
        using var http = new HttpClient();
        var body = $$"""{"number":"447700900123","message-in":"{{text}}","type":1,"unique-id":"m{{number}}"}""";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(_receiver.Webhook, content);
        Assert.True(response.IsSuccessStatusCode);
    }
}
