using WebhookReceiver.Tests.Decoding;

namespace WebhookReceiver.Tests.Golden;

/// <summary>
/// The bytes of keys are part of the stored format: a redelivery finds its reply by them. A change needs a step of the
/// schema that migrates old rows.
/// </summary>
public sealed class KeyTests
{
    private static readonly string[] Endings = [".json", ".form", ".bin"];

    [Fact]
    public async Task Every_message_is_kept_under_the_key_it_always_had()
    {
        using var data = GoldenData.Folder();
        var replies = new List<(string Name, string Reply)>();
        var app = GoldenData.App(data, ("any.yaml", "rules:\n  - stage: fallback\n    reply: Noted.\n"));
        await using (app)
        {
            foreach (var (name, body, query) in Samples().Concat(Own()))
            {
                using var content = new ByteArrayContent(body);
                using var response = await app.Webhook.PostAsync(
                    $"/webhook?key={WebhookApp.Key}{query}",
                    content,
                    TestContext.Current.CancellationToken
                );
                replies.Add((name, await response.TextAsync()));
                app.Time!.Advance(TimeSpan.FromMinutes(1));
            }
        }

        GoldenFile.Is("keys.txt", replies.Select((one, i) => $"{one.Name}: {KeyAt(data, i) ?? Without(one.Reply)}"));
    }

    /// <summary>Each arrives in a different minute.</summary>
    private static string? KeyAt(TemporaryFolder data, int minute)
    {
        using var store = StoredRows.Open(data);
        using var find = store.CreateCommand();
        find.CommandText = "SELECT lower(hex(key)) || ' seed ' || seed FROM message WHERE received = $at";
        find.Parameters.AddWithValue("$at", GoldenData.Start.AddMinutes(minute).UtcTicks);
        return (string?)find.ExecuteScalar();
    }

    private static string Without(string reply) =>
        reply.Contains("Noted.", StringComparison.Ordinal) ? "that of one before" : "no message";

    private static IEnumerable<(string Name, byte[] Body, string Query)> Samples() =>
        Directory
            .EnumerateFiles(TestFiles.Samples, "*", SearchOption.AllDirectories)
            .Where(file =>
                Endings.Contains(Path.GetExtension(file)) && !file.EndsWith(".decoded.json", StringComparison.Ordinal)
            )
            .Select(file =>
                (
                    Path.GetRelativePath(TestFiles.Samples, file).Replace('\\', '/'),
                    File.ReadAllBytes(file),
                    QueryOf(Path.ChangeExtension(file, ".query"))
                )
            )
            .OrderBy(sample => sample.Item1, StringComparer.Ordinal);

    private static string QueryOf(string file) =>
        File.Exists(file) ? "&" + File.ReadAllText(file).Trim().TrimStart('?') : "";

    private static IEnumerable<(string Name, byte[] Body, string Query)> Own() =>
        from body in new (string Name, string Json)[]
        {
            (
                "with an id",
                """{"number":"447700900123","message-in":"hours","type":1,"application":8,"unique-id":"g-1"}"""
            ),
            (
                "the same id, another text",
                """{"number":"447700900123","message-in":"price","type":1,"application":8,"unique-id":"g-1"}"""
            ),
            (
                "a number as id",
                """{"number":"447700900123","message-in":"hours","type":1,"application":8,"unique-id":4711}"""
            ),
            (
                "an empty id",
                """{"number":"447700900123","message-in":"hours","type":1,"application":8,"unique-id":""}"""
            ),
            (
                "without an id",
                """{"number":"447700900123","message-in":"hours?","type":1,"application":8,"project-id":"31"}"""
            ),
            (
                "German",
                """{"number":"447700900123","message-in":"Gr%C3%BC%C3%9Fe, wann?","message_in_raw":"Grüße, wann?","type":1,"application":8,"unique-id":"g-2"}"""
            ),
            (
                "an emoji",
                """{"number":"447700900123","message-in":"👋🏽 ok","type":1,"application":8,"unique-id":"g-3"}"""
            ),
            (
                "half an emoji",
                """{"number":"447700900123","message-in":"a\ud83d","type":1,"application":8,"unique-id":"g-4"}"""
            ),
            (
                "half an emoji in the id",
                """{"number":"447700900123","message-in":"a","type":1,"application":8,"unique-id":"g-\ude00"}"""
            ),
            (
                "media with an id",
                """{"number":"447700900123","media-url":"https://a.example.net/x.jpg?signature=1","type":2,"application":8,"unique-id":"g-5"}"""
            ),
            (
                "media without an id",
                """{"number":"447700900123","media-url":"https://a.example.net/x.jpg?signature=1","type":2,"application":8}"""
            ),
            (
                "a group",
                """{"number":"Cooks @447700900123","message-in":"hi","type":1,"application":10,"unique-id":"g-6","group-id":"1203","project-id":"31"}"""
            ),
            (
                "a long text",
                $$"""{"number":"447700900123","message-in":"{{new string('ä', 4_000)}}","type":1,"application":8,"unique-id":"g-7"}"""
            ),
            (
                "a long project",
                $$"""{"number":"447700900123","message-in":"a","type":1,"application":8,"unique-id":"g-8","project-id":"{{new string('9', 400)}}"}"""
            ),
        }
        select (body.Name, System.Text.Encoding.UTF8.GetBytes(body.Json), "");
}
