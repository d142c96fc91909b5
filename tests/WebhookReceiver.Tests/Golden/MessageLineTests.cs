using System.Text.RegularExpressions;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Golden;

/// <summary>
/// The lines of messages, in both formats. Logging classes are left out, as are traces and times that do not come from
/// the server's clock.
/// </summary>
public sealed partial class MessageLineTests
{
    private static readonly (string, string) Rules = (
        "rules.yaml",
        """
        rules:
          - { id: hello, when: hello, reply: Hello! }
          - { id: quiet, when: quiet, reply: { silence: true } }
          - { id: draft, shadow: true, when: hello, reply: Welcome! }
          - { id: Öffnung, when: wann, reply: "Um 9, {{ name }}." }
          - { id: long, when: tell me all, reply: "{{ text }}{{ text }}{{ text }}" }
          - { id: broken, when: broken, reply: "{% for i in (1..2000) %}words {% endfor %}" }
        """
    );

    private static readonly string[] Bodies =
    [
        WebhookApp.Payload("hello", id: "l-1"),
        WebhookApp.Payload("hello", id: "l-1"),
        WebhookApp.Payload("hello again", id: "l-1"),
        WebhookApp.Payload("quiet", id: "l-2"),
        WebhookApp.Payload("no rule knows this", id: "l-3"),
        WebhookApp.Payload("wann?", id: "l-4"),
        WebhookApp.Payload("tell me all " + new string('x', 3_000), id: "l-5"),
        WebhookApp.Payload("broken", id: "l-11"),
        """{"number":"447700900129","message-in":"hello","type":1,"application":8}""",
        """{"number":"447700900129","message-in":"hello","type":1,"application":8,"unique-id":"l-6","direction":1}""",
        """{"number":"Cooks @447700900123","message-in":"hello","type":1,"application":10,"unique-id":"l-7","project-id":"31","group-id":"1203"}""",
        """{"number":"447700900130","media-url":"https://files.example.net/a/pic.jpg","type":2,"application":1,"unique-id":"l-8"}""",
        """{"number":"447700900130","message-in":"hello","type":1,"application":"a b\u202e\n","unique-id":"l-9"}""",
        EventTests.Delivered("R-1"),
        """{"event_id":4,"mobile":"447700900131","message":"hi","project_id":"3 1"}""",
        "",
        "[1]",
        "{\"number\":",
        """{"number":{"deep":1},"message-in":"hello","unique-id":"l-10"}""",
    ];

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Every_line_of_a_message_is_the_approved_one(string format)
    {
        using var data = GoldenData.Folder();
        var app = GoldenData
            .App(data, Rules)
            .With("Logging:Format", format)
            .With("Receiving:MaxBodyBytes", "65536")
            .With("Receiving:MaxEqualRepliesPerMinute", "2");
        await using (app)
        {
            // Other tests cover the lines of the start.
            await app.SayAsync("begin");
            foreach (var body in Bodies)
            {
                using var answer = await app.PostAsync(body);
            }

            await app.SayAsync("hello", "447700900777");
            await app.SayAsync("hello", "447700900777");
            await app.SayAsync("hello", "447700900777");
            await RefusedAsync(app);
            await app.SayAsync("end");
        }

        var lines = app.Output.Split('\n');
        var first = Array.FindIndex(lines, line => line.Contains("answered", StringComparison.Ordinal));
        var last = Array.FindLastIndex(lines, line => line.Contains("answered", StringComparison.Ordinal));
        GoldenFile.Is($"message-lines-{format}.txt", lines[first..(last + 1)].Select(Lasting));
    }

    private static async Task RefusedAsync(WebhookApp app)
    {
        using var large = await app.PostAsync(new byte[65_537]);
        using var zipped = new ByteArrayContent("{}"u8.ToArray());
        zipped.Headers.ContentEncoding.Add("gzip");
        var key = WebhookApp.Key;
        (HttpMethod Method, string Path, HttpContent? Body)[] requests =
        [
            (HttpMethod.Get, $"/webhook?key={key}", null),
            (HttpMethod.Post, $"/webhook?key={key}", zipped),
            (HttpMethod.Post, "/webhook", null),
            (HttpMethod.Post, "/webhook?key=some-other-key-of-nobody", null),
            (HttpMethod.Post, $"/elsewhere?key={key}", null),
        ];
        foreach (var (method, path, body) in requests)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body };
            using var response = await app.Webhook.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    private static string Lasting(string line)
    {
        line = Category().Replace(line, "\"SourceContext\":\"<class>\"");
        line = Trace().Replace(line, "<trace>");
        line = Connection().Replace(line, "\"${name}\":\"<trace>\"");
        return Time().Replace(line, "<time>");
    }

    [GeneratedRegex(@"""SourceContext"":""[^""]*""", RegexOptions.None, 1_000)]
    private static partial Regex Category();

    [GeneratedRegex(
        @"""(?<name>Trace|TraceId|SpanId|RequestId|ConnectionId)"":""[^""]*""",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Connection();

    /// <summary>The last word of lines of requests, in the format text.</summary>
    [GeneratedRegex(@"(?<=^[^{].*[ ,])[0-9A-Z]{13,}(:[0-9A-F]{8})?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Trace();

    [GeneratedRegex(@"20\d\d-\d\d-\d\dT[\d:.]+Z", RegexOptions.None, 1_000)]
    private static partial Regex Time();
}
