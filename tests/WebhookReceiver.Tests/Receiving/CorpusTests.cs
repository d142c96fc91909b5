using System.Text;
using System.Text.Json;
using WebhookReceiver.Tests.Decoding;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>
/// The public torture files through the front door: every answer is a clean JSON object, and never a 5xx.
/// </summary>
public sealed class CorpusTests
{
    private static readonly (string, string) Echo = (
        "echo.yaml",
        "rules:\n  - id: echo\n    stage: fallback\n    reply: |\n      You wrote {{ text }}\n"
    );

    [Fact]
    public async Task Every_file_of_the_json_test_suite()
    {
        await using var app = new WebhookApp(Echo);
        var files = Directory.GetFiles(TestFiles.FromCorpora("jsontestsuite/test_parsing"));
        foreach (var file in files)
        {
            await AssertCleanAsync(
                app,
                await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken),
                Path.GetFileName(file)
            );
        }

        Assert.True(files.Length > 300);
    }

    [Fact]
    public async Task Every_naughty_string_in_json_in_a_form_and_bare()
    {
        await using var app = new WebhookApp(Echo);
        using var json = JsonDocument.Parse(
            await File.ReadAllBytesAsync(
                TestFiles.FromCorpora("naughty-strings/blns.json"),
                TestContext.Current.CancellationToken
            )
        );
        var number = 0;
        foreach (var text in json.RootElement.EnumerateArray().Select(text => text.GetString()!))
        {
            var id = $"n-{number++}";
            await AssertCleanAsync(app, WebhookApp.Payload(text, id: id), id);
            await AssertCleanAsync(
                app,
                $"number=44&unique-id=f{id}&type=1&application=8&message-in={Uri.EscapeDataString(text)}",
                id
            );
            await AssertCleanAsync(app, $"number=44&unique-id=g{id}&type=1&application=8&message-in={text}", id);
            await AssertCleanAsync(app, text, id);
        }

        Assert.True(number > 400);
    }

    [Fact]
    public async Task Every_line_of_bytes_that_may_be_utf8()
    {
        await using var app = new WebhookApp(Echo);
        var lines = await File.ReadAllLinesAsync(
            TestFiles.FromCorpora("utf8tests/utf8tests.txt"),
            Encoding.Latin1,
            TestContext.Current.CancellationToken
        );
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            var body =
                $$"""{"number":"44","unique-id":"{{line.GetHashCode(StringComparison.Ordinal)}}","type":1,"application":8,"message_in_raw":"{{line}}"}""";
            await AssertCleanAsync(app, Encoding.Latin1.GetBytes(body), line);
            await AssertCleanAsync(app, Encoding.Latin1.GetBytes(line), line);
        }
    }

    [Fact]
    public async Task A_million_characters_and_a_hundred_thousand_members()
    {
        await using var app = new WebhookApp(Echo).With("Receiving:MaxBodyBytes", "16777216");
        var members = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"m{i}\":{i}"));

        var text = await AssertCleanAsync(app, WebhookApp.Payload(new string('x', 1_000_000)), "text");
        var many = await AssertCleanAsync(app, $"{{\"number\":\"44\",{members}}}", "members");

        Assert.Equal((200, 400), (text, many));
    }

    private static Task<int> AssertCleanAsync(WebhookApp app, string body, string what) =>
        AssertCleanAsync(app, Encoding.UTF8.GetBytes(body), what);

    private static async Task<int> AssertCleanAsync(WebhookApp app, byte[] body, string what)
    {
        using var response = await app.PostAsync(body);
        var answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var status = (int)response.StatusCode;
        Assert.True(status is 200 or 400, $"{what}: {status}");
        using var json = JsonDocument.Parse(answer);
        Assert.True(json.RootElement.ValueKind == JsonValueKind.Object, what);
        Assert.True(status == 200 || json.RootElement.GetProperty("error").GetString() == "bad-body", what);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return status;
    }
}
