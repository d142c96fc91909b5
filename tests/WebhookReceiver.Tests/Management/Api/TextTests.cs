using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

public sealed class TextTests
{
    private const string Before = """
        # The shop. Ann 2024: do not touch!
        settings: { languages: [en, de] }

        rules:
          - id: hours   # often asked
            when: [open, "opening hours"]   # both
            reply:
              en: We open at 8.  # really
              de: 'Wir öffnen um 8: immer.'

          - id: cake
            when:
              - cake
              - price of cake    # long

              - torte
            reply: |
              A cake is €20.

              Ask us!
            tests:
              - say: cake
          - id: plain
            when: { words: plain, not: fancy }
            reply:
              - Just plain.
              - "Only \"plain\"."
          - id: shared
            when: shared
            reply: "{{ texts.greeting }}"
        texts:
          greeting: Hi!
        """;

    public static TheoryData<string, string, TextChange, string, string> Edits =>
        new()
        {
            {
                "plain value keeps its comment",
                "hours",
                new("reply.en", "We open at 9."),
                "en: We open at 8.  # really",
                "en: We open at 9.  # really"
            },
            {
                "single quotes stay",
                "hours",
                new("reply.de", "Wir öffnen um 9: Ann's Zeit."),
                "'Wir öffnen um 8: immer.'",
                "'Wir öffnen um 9: Ann''s Zeit.'"
            },
            {
                "plain becomes quoted",
                "hours",
                new("reply.en", "Open: 9 # or so"),
                "We open at 8.  #",
                "\"Open: 9 # or so\"  #"
            },
            { "lines become quoted", "hours", new("reply.en", "One\nTwo"), "We open at 8.  #", "\"One\\nTwo\"  #" },
            { "item of a flow list", "hours", new("when[0]", "open, please"), "[open,", "[\"open, please\"," },
            {
                "quoted item of a flow list",
                "hours",
                new("when[1]", "your hours"),
                "\"opening hours\"",
                "\"your hours\""
            },
            {
                "new item of a flow list",
                "hours",
                new("when[0]", "are you there", Add: true),
                "[open,",
                "[open, are you there,"
            },
            { "flow item goes", "hours", new("when[0]"), "[open, \"opening", "[\"opening" },
            { "last flow item goes", "hours", new("when[1]"), "open, \"opening hours\"]", "open]" },
            {
                "block item",
                "cake",
                new("when[1]", "cost of a cake"),
                "price of cake    # long",
                "cost of a cake    # long"
            },
            {
                "new block item behind a comment",
                "cake",
                new("when[1]", "- odd", Add: true),
                "# long\n",
                "# long\n      - \"- odd\"\n"
            },
            {
                "block item with a comma",
                "cake",
                new("when[1]", "cake, please"),
                "- price of cake    # long",
                "- \"cake, please\"    # long"
            },
            {
                "new block item with a comma",
                "cake",
                new("when[1]", "cake, please", Add: true),
                "# long\n",
                "# long\n      - \"cake, please\"\n"
            },
            { "block item goes with its line", "cake", new("when[1]"), "      - price of cake    # long\n", "" },
            {
                "literal block",
                "cake",
                new("reply", "A cake is €25.\n\nAsk Ann!\nSoon."),
                "|\n      A cake is €20.\n\n      Ask us!\n",
                "|\n      A cake is €25.\n\n      Ask Ann!\n      Soon.\n"
            },
            {
                "literal block that begins with a blank",
                "cake",
                new("reply", " odd"),
                "|\n      A cake is €20.\n\n      Ask us!\n",
                "\" odd\"\n"
            },
            { "phrase that stands alone", "plain", new("when.words", "simple"), "words: plain", "words: simple" },
            {
                "second phrase",
                "plain",
                new("when.words", "plain, really", Add: true),
                "words: plain",
                "words: [plain, \"plain, really\"]"
            },
            {
                "alternative",
                "plain",
                new("reply[1]", "Say \"plain\" \\ again"),
                "\"Only \\\"plain\\\".\"",
                "\"Say \\\"plain\\\" \\\\ again\""
            },
            { "emoji and Arabic", "plain", new("reply[0]", "مرحبا 🎂"), "Just plain.", "مرحبا 🎂" },
        };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task Only_the_lines_of_a_text_change(
        string why,
        string rule,
        TextChange change,
        string before,
        string after
    )
    {
        foreach (var (lineEnd, mark) in new[] { ("\n", ""), ("\r\n", "\uFEFF") })
        {
            var file = mark + Before.Replace("\n", lineEnd, StringComparison.Ordinal);
            await using var app = new ApiApp(("shop.yaml", file));
            var draft = await app.Client.ChangeTextsAsync(
                "d",
                new TextChanges { Rule = rule, Changes = [change] },
                ApiApp.Token
            );

            Assert.Equal(1, Before.Split(before).Length - 1);
            Assert.Equal(
                (
                    why,
                    mark
                        + Before
                            .Replace(before, after, StringComparison.Ordinal)
                            .Replace("\n", lineEnd, StringComparison.Ordinal)
                ),
                (why, draft.Files["shop.yaml"])
            );
            Assert.True((await app.Client.CheckAsync(new RuleCheck { Files = draft.Files }, ApiApp.Token)).Ok);
        }
    }

    [Fact]
    public async Task The_texts_of_a_rule_come_with_their_places()
    {
        await using var app = new ApiApp(("shop.yaml", Before));
        var hours = await app.As("viewer").RuleTextsAsync("hours", cancellationToken: ApiApp.Token);
        var cake = await app.Client.RuleTextsAsync("cake", cancellationToken: ApiApp.Token);
        var shared = await app.Client.RuleTextsAsync("shared", cancellationToken: ApiApp.Token);

        Assert.Equal(("shop.yaml", 5), (hours.Path, hours.Line));
        Assert.Equal(
            [
                ("when[0]", "phrase", null, "open", 6, 12, 6, 16),
                ("when[1]", "phrase", null, "opening hours", 6, 18, 6, 33),
                ("reply.en", "reply", "en", "We open at 8.", 8, 11, 8, 24),
                ("reply.de", "reply", "de", "Wir öffnen um 8: immer.", 9, 11, 9, 36),
            ],
            hours.Texts.Select(text =>
                (text.Id, text.Kind, text.Language, text.Text, text.Line, text.Column, text.EndLine, text.EndColumn)
            )
        );
        Assert.Equal("A cake is €20.\n\nAsk us!", cake.Texts[^1].Text);
        Assert.False(shared.Texts.Single(text => text.Id == "reply").Editable);
    }

    [Fact]
    public async Task Changes_gather_in_one_draft_and_go_live()
    {
        await using var app = new ApiApp(("shop.yaml", Before));
        await app.Client.ChangeTextsAsync("d", Change("cake", new TextChange("reply", "A cake is €25.")), ApiApp.Token);
        await app.Client.ChangeTextsAsync("d", Change("plain", new TextChange("when.words", "simple")), ApiApp.Token);
        var texts = await app.Client.RuleTextsAsync("cake", "d", ApiApp.Token);
        await app.Client.PublishAsync("d", new Publication(), ApiApp.Token);

        Assert.Equal("A cake is €25.", texts.Texts[^1].Text);
        Assert.Equal("A cake is €25.", (await app.SayAsync("cake"))!.TrimEnd());
        Assert.StartsWith(
            "# The shop. Ann 2024: do not touch!\n",
            (await app.Client.RuleFileAsync("shop.yaml", ApiApp.Token)).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "hours",
        "reply",
        "x",
        422,
        "This rule has no text 'reply'; there are when[0], when[1], reply.en, reply.de."
    )]
    [InlineData("hours", "reply.en", " ", 422, "A text cannot be empty.")]
    [InlineData("hours", "reply.en", null, 422, "'reply.en' is the only one here; it cannot be taken out.")]
    [InlineData("shared", "reply", "x", 422, "'reply' is the name of something shared; change it where it is defined.")]
    [InlineData(
        "nobody",
        "reply",
        "x",
        404,
        "There is no such rule in a file that can be read; GET /api/rules/use lists them."
    )]
    public async Task What_a_form_cannot_change_is_refused(
        string rule,
        string id,
        string? text,
        int status,
        string message
    )
    {
        await using var app = new ApiApp(("shop.yaml", Before));
        var refused = await ApiApp.RefusedAsync(() =>
            app.Client.ChangeTextsAsync("d", Change(rule, new TextChange(id, text)), ApiApp.Token)
        );

        Assert.Equal(((HttpStatusCode)status, message), (refused.Status, refused.Message));
        Assert.Empty((await app.Client.DraftsAsync(ApiApp.Token)).Items);
    }

    [Fact]
    public async Task At_least_one_phrase_stays()
    {
        await using var app = new ApiApp(("shop.yaml", Before));
        var refused = await ApiApp.RefusedAsync(() =>
            app.Client.ChangeTextsAsync(
                "d",
                Change("hours", new TextChange("when[0]"), new TextChange("when[1]")),
                ApiApp.Token
            )
        );

        Assert.Equal("At least one phrase must stay.", refused.Message);
    }

    [Fact]
    public async Task Rules_of_a_table_name_the_file_to_open()
    {
        await using var app = new ApiApp(("faq.csv", "when,reply\nwhen do you open,At 8.\n"));
        var use = await app.Client.RuleUseAsync(since: null, ApiApp.Token);
        var texts = await app.Client.RuleTextsAsync(use.Items[0].Rule, cancellationToken: ApiApp.Token);

        Assert.Equal(
            "This rule stands in a table or a page, not in a file of rules; change it there: GET /api/rules/files/faq.csv.",
            texts.Why
        );
    }

    private static TextChanges Change(string rule, params TextChange[] changes) =>
        new() { Rule = rule, Changes = changes };
}
