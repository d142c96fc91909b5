using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

public sealed partial class ExplainTests
{
    private const string Shop = """
        rules:
          - id: order
            when: { words: "order <number:digits>", not: cancel }
            reply: |
              Order {{ number }} is in the oven.
          - id: nobody
            when: [order, orders]
            reply: |
              {{ name | default: "" }}
          - id: hours
            when: [hours, when * open]
            reply: Nine to five.
          - id: late
            when: { words: open, channel: sms }
            reply: Until five.
          - id: opening
            when: open
            reply: Come in.
          - id: fallback
            stage: fallback
            reply: Pardon?
        """;

    private static Task<(int Code, string Output, string Errors)> ExplainAsync(params string[] args) =>
        Verb.RunAsync(ExplainCommand.Create([]), args);

    [Fact]
    public async Task Of_many_phrases_the_first_are_shown_and_the_one_that_fits()
    {
        using var folder = new TemporaryFolder();
        var words = string.Join(", ", Enumerable.Range(0, 25).Select(number => $"w{number}"));
        folder.Write("shop.yaml", $"lists: {{ many: [{words}] }}\nrules:\n  - {{ id: a, when: $many, reply: A }}\n");

        var (_, output, _) = await ExplainAsync("w24", "--rules", folder.Path);

        Assert.Contains("words: w0, w1, w2, w3, w4, w5, and 19 more (found: w24)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("w6", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_comes_first_then_the_rules_that_fit()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);

        var (code, output, errors) = await ExplainAsync("WHEN do you open?", "--rules", folder.Path);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            $"""
            “WHEN do you open?”

            'hours' answers:
            Nine to five.

            ✓ hours ({folder.Path}/shop.yaml:10) ANSWERS
                ✓ words: hours, when * open (found: when * open)
            · opening ({folder.Path}/shop.yaml:16) would answer too, but comes later
                ✓ words: open
            · fallback ({folder.Path}/shop.yaml:19) would answer too, but comes later
                ✓ (answers everything)

            6 rules, decided in * ms; '--all' shows 3 more
            """,
            Time().Replace(output, "*")
        );
    }

    [Fact]
    public async Task Where_no_rule_answers_those_that_nearly_fit_are_shown()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "shop.yaml",
            """
            rules:
              - id: late
                when: { words: open, channel: sms }
                reply: Until five.
              - id: prices
                when: { words: prices, not: wholesale }
                reply: Five.
            """
        );

        var (code, output, errors) = await ExplainAsync("when do you open?", "--rules", folder.Path);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            $"""
            “when do you open?”

            No rule answers; the customer gets no reply.

            ✗ late ({folder.Path}/shop.yaml:2)
                ✓ words: open
                ✗ channel: 3

            2 rules, decided in * ms; '--all' shows 1 more
            """,
            Time().Replace(output, "*")
        );
    }

    [Fact]
    public async Task With_all_every_rule_has_a_tick_or_a_cross_for_each_condition()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);

        var (code, output, errors) = await ExplainAsync("WHEN do you open?", "--all", "--rules", folder.Path);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            $"""
            “WHEN do you open?”

            'hours' answers:
            Nine to five.

            ✗ order ({folder.Path}/shop.yaml:2)
                ✗ words: order <number:digits>
                ✓ not: (words: cancel)
            ✗ nobody ({folder.Path}/shop.yaml:6)
                ✗ words: order, orders
            ✓ hours ({folder.Path}/shop.yaml:10) ANSWERS
                ✓ words: hours, when * open (found: when * open)
            ✗ late ({folder.Path}/shop.yaml:13)
                ✓ words: open
                ✗ channel: 3
            · opening ({folder.Path}/shop.yaml:16) would answer too, but comes later
                ✓ words: open
            · fallback ({folder.Path}/shop.yaml:19) would answer too, but comes later
                ✓ (answers everything)

            6 rules, decided in * ms
            """,
            Time().Replace(output, "*")
        );
    }

    [Fact]
    public async Task What_was_captured_is_shown()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);

        var (_, output, _) = await ExplainAsync("where is order 4711", "--rules", folder.Path);

        Assert.StartsWith(
            "“where is order 4711”\n\n'order' answers:\nOrder 4711 is in the oven.\ncaptured: number = 4711\n\n✓ order (",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("hours", "when do you open", "'hours' does answer it.")]
    [InlineData(
        "late",
        "when do you open",
        "'late' does not answer it, because “channel: 3” does not hold. 'hours' at shop.yaml:10 answers instead."
    )]
    [InlineData(
        "order",
        "cancel it",
        "'order' does not answer it, because “words: order <number:digits>” and “not: (words: cancel)” do not hold. 'fallback' at shop.yaml:19 answers instead."
    )]
    [InlineData(
        "opening",
        "when do you open",
        "'opening' would answer it too, but 'hours' at shop.yaml:10 is asked earlier: it stands above it in the file."
    )]
    [InlineData(
        "fallback",
        "when do you open",
        "'fallback' would answer it too, but 'hours' at shop.yaml:10 is asked earlier: its stage 'main' comes before 'fallback'."
    )]
    [InlineData(
        "nobody",
        "my orders",
        "All conditions of 'nobody' hold, but it has no reply: it rests, or its text is empty."
    )]
    public async Task Why_not_this_one_is_answered_in_a_sentence(string rule, string text, string sentence)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);

        Assert.Equal((0, sentence, ""), await ExplainAsync(text, "--rule", rule, "--rules", folder.Path));
    }

    [Fact]
    public async Task A_rule_that_does_not_exist_is_told_with_the_nearest()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);

        Assert.Equal(
            (2, "", "There is no rule 'huors'. Did you mean 'hours'?"),
            await ExplainAsync("open", "--rule", "huors", "--rules", folder.Path)
        );
    }

    [Fact]
    public async Task The_management_api_explains_the_live_rules()
    {
        await using var app = new WebhookApp(("shop.yaml", Shop));

        var (status, json) = await AskAsync(app, """{"text":"open","channel":"sms","rule":"hours"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("late", "Until five."), ((string)json["rule"]!, (string)json["reply"]!));
        Assert.Equal("Until five.", (string)json["answer"]!["message-out"]!);
        Assert.Equal(
            "'hours' does not answer it, because “words: hours, when * open” does not hold. 'late' at shop.yaml:13 answers instead.",
            (string)json["whyNot"]!
        );
        Assert.Equal(
            """{"rule":"late","path":"shop.yaml","line":13,"stage":"main","priority":0,"outcome":"answers","conditions":[{"holds":true,"condition":"words: open"},{"holds":true,"condition":"channel: 3"}],"captures":{},"micros":0}""",
            Micros().Replace(json["rules"]![3]!.ToJsonString(), "0")
        );
    }

    [Theory]
    [InlineData("no json", "Send a JSON object such as {\"text\":\"are you open?\"}; ")]
    [InlineData("""{"txt":"open"}""", "Send a JSON object such as {\"text\":\"are you open?\"}; ")]
    [InlineData("""{"text":"open","chanel":"8"}""", "There is no member 'chanel'; there are text, before, channel, ")]
    [InlineData("""{"text":"open","Rule":"hours"}""", "There is no member 'Rule'; ")]
    [InlineData("""{"text":"open","":1}""", "There is no member ''; ")]
    [InlineData("""{"text":"open","message":{"text":"open"}}""", "There is no member 'message'; ")]
    [InlineData("""{"text":"open","rule":"hours","rule":"late"}""", "The member 'rule' is there twice.")]
    [InlineData("""{"text":"open","channel":8}""", "The member 'channel' must be a text in quotes.")]
    [InlineData("""{"text":"open","before":"hi"}""", "The member 'before' must be a list of texts.")]
    [InlineData("""{"text":"open","before":[1]}""", "Send a JSON object such as {\"text\":\"are you open?\"}; ")]
    [InlineData("""{"text":"open","channel":"fax"}""", "There is no channel 'fax'. Write one of call, ")]
    [InlineData("""{"text":"open","rule":"huors"}""", "There is no rule 'huors'. Did you mean 'hours'?")]
    public async Task The_management_api_says_what_to_send_instead(string body, string start)
    {
        await using var app = new WebhookApp(("shop.yaml", Shop));

        var (status, json) = await AskAsync(app, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(start, (string)json["message"]!, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Json)> AskAsync(WebhookApp app, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await app.Management.PostAsync(
            "/api/explain",
            content,
            TestContext.Current.CancellationToken
        );
        return (response.StatusCode, JsonNode.Parse(await response.TextAsync())!);
    }

    [GeneratedRegex(@"(?<=decided in )[\d.]+", RegexOptions.None, 1_000)]
    private static partial Regex Time();

    [GeneratedRegex(@"(?<=""micros"":)\d+", RegexOptions.None, 1_000)]
    private static partial Regex Micros();
}
