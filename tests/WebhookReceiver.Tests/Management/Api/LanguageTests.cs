using System.Text.Json;
using WebhookReceiver.Api;
using WebhookReceiver.Rules.Parsing.Schema;

namespace WebhookReceiver.Tests.Management.Api;

/// <summary>What an editor proposes.</summary>
public sealed class LanguageTests : IAsyncDisposable
{
    private readonly ApiApp _app = new(
        (
            "shop.yaml",
            """
            settings: { zone: Europe/Dublin }
            lists: { sweets: [cake, pie] }
            texts: { greeting: Hi! }
            calendars:
              counter: { mon-fri: 8:00-18:00 }
            tables: { stock: stock.csv }
            rules:
              - { id: hours, when: hours, reply: "{{ texts.greeting }} {{ calendar.counter.today }}" }
              - { id: city, when: [i live in <town>], remember: { city: "{{ town }}" }, reply: Noted. }
              - { id: sweet, when: $sweets, reply: Sweet! }
              - { id: left, when: [how many <item:stock>], reply: "{{ item.name }}" }
            """
        ),
        ("stock.csv", "name,price\ncake,20\npie,12\n")
    );

    [Fact]
    public async Task The_keys_of_the_rules_come_with_their_meanings()
    {
        var schema = await _app.As("viewer").RuleSchemaAsync(ApiApp.Token);

        using var printed = JsonDocument.Parse(RuleSchema.Text());
        Assert.True(JsonElement.DeepEquals(printed.RootElement, schema));
    }

    [Fact]
    public async Task The_names_of_the_files_come_sorted_and_those_of_a_draft_too()
    {
        var words = await _app.As("viewer").RuleWordsAsync(cancellationToken: ApiApp.Token);

        Assert.Equal(["city", "hours", "left", "sweet"], words.Rules);
        Assert.Equal(
            ("sweets", "greeting", "counter", "stock", "city"),
            (
                Assert.Single(words.Lists),
                Assert.Single(words.Texts),
                Assert.Single(words.Calendars),
                Assert.Single(words.Tables),
                Assert.Single(words.Remembered)
            )
        );
        Assert.Equal(["code", "date", "digits", "email", "number", "phone", "stock", "time", "url"], words.Slots);
        Assert.Contains("whatsapp", words.Channels);

        await _app.Client.SaveDraftAsync(
            "d",
            new DraftContent
            {
                Title = "d",
                Files = new Dictionary<string, string?>
                {
                    ["more.yaml"] = "rules:\n  - { id: more, when: more, reply: More }\n",
                },
            },
            etag: null,
            ApiApp.Token
        );
        Assert.Equal(
            ["city", "hours", "left", "more", "sweet"],
            (await _app.Client.RuleWordsAsync("d", ApiApp.Token)).Rules
        );
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
