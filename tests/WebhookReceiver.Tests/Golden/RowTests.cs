using System.IO.Compression;
using System.Net;
using System.Text;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Golden;

/// <summary>Everything in the data folder that a later version reads back.</summary>
public sealed class RowTests
{
    private const string Contact = "447700900123";

    private static readonly (string, string) Rules = (
        "rules.yaml",
        """
        settings:
          staff: ["+353 85 000 0001"]
          stop: [stop]
          stop-reply: You hear no more from us.
          start: [start]
        rules:
          - id: welcome
            when: { words: hello, first: 30d }
            reply:
              - Welcome!
              - Good day!
              - Hi there!
          - id: city
            when: i live in <city>
            remember: { city: "{{ city }}", for: 30d }
            reply: Grüße nach {{ city }} 👋
          - id: complaint
            when: complaint
            reply:
              text: We are sorry.
              then:
                - { after: 2h, text: Did Ann call? }
                - after: 2d
                  text: Are you happy now?
                  template: XY1234
                  values: ["{{ name | default: 'there' }}", "2"]
                  if-failed: { channel: sms, text: Are you happy? }
                - { after: 3h, at-least-once: true, text: Our form., media: https://www.example.com/form.pdf, kind: document, channel: sms }
            tell: { to: $staff, text: "{{ number }} complains." }
            handover: 4h
          - id: visit
            when: book a visit
            ask:
              - people: For how many?
                expect: 1-12
              - day: On which day?
                expect: [tuesday, friday]
            reply: "{{ people }} on {{ day }}."
          - id: redelivery
            when: reschedule
            reply: When shall we come?
            menu:
              - Tomorrow: Done, we come tomorrow.
              - Never: As you like.
          - id: hours
            when: hours
            cooldown: 12h
            meanwhile: silence
            reply: { text: From 8 to 6., media: https://www.example.com/menu, kind: document, delay: 2s }
          - id: where
            when: where are you
            reply: { location: { latitude: 51.8979, longitude: -8.4706, name: Mill Street Bakery, address: 12 Mill Street } }
          - id: order
            when: order <id:digits>
            lookup:
              get: https://api.example.com/orders/{{ id | url_encode }}
              missing: I can't find order {{ id }}.
              failed: Please try again in a few minutes.
            reply: "Order {{ id }}: {{ lookup.status }}."
          - id: fallback
            stage: fallback
            reply: Pardon?
        """
    );

    private const string Order = """
        {"to":"353850000001","channel":"8","text":"Bis später 👋","media":"https://www.example.com/a.pdf","mediaName":"a.pdf",
         "template":"XY1","templateValues":["1","zwei"],"templateHeader":["h"],"language":"de","quoted":"q-1",
         "sendAt":"2026-02-01T08:00:00Z","expiresAt":"2026-02-02T08:00:00Z","reference":"ordered-1","atLeastOnce":true,
         "ifFailed":{"channel":"3","text":"sms"}}
        """;

    private static readonly string[] Bodies =
    [
        Said("hello", "r-1"),
        Said("I live in Köln", "r-2"),
        Said("book a visit", "r-3"),
        Said("4", "r-4"),
        Said("hours", "r-5"),
        Said("hours", "r-6"),
        Said("reschedule", "r-7", "447700900124"),
        Said("a complaint", "r-8", "447700900125"),
        Said("a complaint", "r-9", "447700900126"),
        Said("stop", "r-10", "447700900126"),
        Said("order 12", "r-11", "447700900127"),
        Said("order 13", "r-12", "447700900127"),
        Said("where are you", "r-13", "447700900128"),
        Said("what?\u0001 \"é\" <ü> 👋🏽", "r-14", "447700900128"),
        Said("to be forgotten", "r-15", "447700900199"),
        """{"number":"447700900129","message-in":"without an id","type":1,"application":"8","project-id":"31","name":"Ann","custom":"x","direction":0}""",
        """{"number":"447700900129","message-in":"an echo","type":1,"application":8,"unique-id":"r-16","direction":1}""",
        """{"number":"Cooks @447700900123","message-in":"hi all","type":1,"application":10,"unique-id":"r-17","project-id":"31","group-id":"1203","group-mentions":[447700900999]}""",
        """{"number":"447700900130","media-url":"https://files.example.net/a/pic.jpg?s=1","message-in":"look","type":2,"application":1,"unique-id":"r-18","project-id":"31"}""",
        EventTests.Delivered("R-1"),
        EventTests.Delivered("R-1"),
        """{"event_id":4,"mobile":"447700900131","message":"hi"}""",
        """["no object"]""",
        """{"number":"447700900123"}""",
    ];

    [Fact]
    public async Task Every_row_is_written_as_it_always_was()
    {
        using var data = GoldenData.Folder();
        var replies = new StringBuilder();
        var app = GoldenData.App(data, Rules, ("answers.md", "# parken\n\nHinter dem Haus.\n"));
        await using (app)
        {
            foreach (var body in Bodies)
            {
                using var response = await app.PostAsync(body);
                replies.Append((int)response.StatusCode).Append(' ').Append(await response.TextAsync()).Append('\n');
                app.Time!.Advance(TimeSpan.FromSeconds(20));
            }
        }

        var erased = await ServerProcess.RunAsync(
            ["journal", "forget", "447700900199"],
            ("Journal__Folder", data.Path)
        );
        Assert.StartsWith("1 messages erased.", erased.Output, StringComparison.Ordinal);

        GoldenFile.Is("replies.txt", Traces.Hidden(replies.ToString()));
        GoldenFile.Is(
            "rows.txt",
            StoredRows.Of(data, "message", "contact", "outbox", "event", "quarantine", "tombstone", "erasure")
        );
        GoldenFile.Is("last-good-rules.txt", KeptRules(data));
        GoldenFile.Is("files.txt", Directory.EnumerateFiles(data.Path).Select(Path.GetFileName).Order()!);
    }

    [Fact]
    public async Task What_is_ordered_is_kept_as_it_always_was()
    {
        using var data = GoldenData.Folder();
        var app = GoldenData.App(data).With("Sending:Token", "token-of-this-test");
        await using (app)
        {
            using var order = new StringContent(Order, Encoding.UTF8, "application/json");
            using var response = await app.Management.PostAsync(
                new Uri("/api/messages", UriKind.Relative),
                order,
                TestContext.Current.CancellationToken
            );
            Assert.Equal(
                (HttpStatusCode.Accepted, """{"reference":"ordered-1"}"""),
                (response.StatusCode, await response.TextAsync())
            );
        }

        GoldenFile.Is("ordered.txt", StoredRows.Of(data, "outbox"));
    }

    private static IEnumerable<string> KeptRules(TemporaryFolder data)
    {
        using var archive = ZipFile.OpenRead(data.PathOf("last-good-rules.zip"));
        yield return $"comment: {archive.Comment}";
        foreach (var entry in archive.Entries)
        {
            yield return $"{entry.FullName}: {entry.Length} bytes";
        }
    }

    private static string Said(string text, string id, string from = Contact) => WebhookApp.Payload(text, from, id);
}
