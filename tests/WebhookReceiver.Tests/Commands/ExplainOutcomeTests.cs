using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WebhookReceiver.Commands;
using WebhookReceiver.Tests.Rules.Plugins;

namespace WebhookReceiver.Tests.Commands;

/// <summary>Every outcome of a rule, as <c>explain</c> tells it.</summary>
public sealed partial class ExplainOutcomeTests
{
    private const string Shop = """
        settings: { stop: [halt] }
        rules:
          - { id: counted, when: open, shadow: true, reply: Counted. }
          - { id: broken, when: open, priority: 9, reply: { media: "{{ text }}" } }
          - { id: first, when: open, priority: 5, reply: First. }
          - { id: second, when: open, reply: Second. }
          - { id: quiet, when: hush, reply: { silence: true } }
          - { id: place, when: where, reply: { location: { latitude: 53.35, longitude: -6.26 } } }
          - { id: nothing, when: [nothing, halt], reply: "{{ name | default: '' }}" }

        """;

    [Theory]
    [InlineData("open", "counted", "'counted' is a shadow rule ('shadow: true'): it is counted, but never answers.")]
    [InlineData(
        "open",
        "broken",
        "'broken' failed on it and was skipped: The media address is not an https address once its variables are filled in."
    )]
    [InlineData(
        "open",
        "second",
        "'second' would answer it too, but 'first' at shop.yaml:5 is asked earlier: its priority 5 is higher than 0."
    )]
    [InlineData(
        "open",
        "z",
        "'z' would answer it too, but 'first' at shop.yaml:5 is asked earlier: its priority 5 is higher than 0."
    )]
    [InlineData(
        "hush",
        "z2",
        "'z2' would answer it too, but 'quiet' at shop.yaml:7 is asked earlier: its file comes first."
    )]
    [InlineData(
        "bicycle",
        "first",
        "'first' does not answer it, because “words: open” does not hold. No rule answers."
    )]
    [InlineData("halt", "nothing", "'nothing' was not asked, because settings.stop answers first.")]
    public async Task Why_a_rule_does_not_answer_is_a_sentence(string text, string rule, string sentence)
    {
        var (code, output) = await ExplainAsync(text, "--rule", rule);

        Assert.Equal((0, sentence), (code, output));
    }

    [Fact]
    public async Task A_name_that_resembles_none_may_be_of_a_rule_that_is_switched_off()
    {
        var (code, output) = await ExplainAsync("open", "--rule", "qqqqqqqq");

        Assert.Equal(
            (2, "There is no rule 'qqqqqqqq'. A rule with 'enabled: false' is not asked either."),
            (code, output)
        );
    }

    [Fact]
    public async Task Rules_that_are_counted_fail_or_come_later_stand_beside_the_one_that_answers()
    {
        var (_, output) = await ExplainAsync("open");

        Assert.Equal(
            """
            “open”

            'first' answers:
            First.

            ! broken (shop.yaml:4) failed and was skipped: The media address is not an https address once its variables are filled in.
                ✓ words: open
            ✓ first (shop.yaml:5) ANSWERS
                ✓ words: open
            · counted (shop.yaml:3) would answer, but is only counted (shadow)
                ✓ words: open
            · second (shop.yaml:6) would answer too, but comes later
                ✓ words: open
            · z (z.yaml:2) would answer too, but comes later
                ✓ words: open

            9 rules, decided in * ms; '--all' shows 4 more
            """,
            output
        );
    }

    [Theory]
    [InlineData(
        "open",
        "broken failed, first answers, counted shadow, second comes-later, quiet does-not-hold, place does-not-hold, nothing does-not-hold, z comes-later, z2 does-not-hold"
    )]
    [InlineData(
        "halt",
        "broken does-not-hold, first does-not-hold, counted does-not-hold, second does-not-hold, quiet does-not-hold, place does-not-hold, nothing passes-on, z does-not-hold, z2 does-not-hold"
    )]
    public async Task As_json_each_outcome_is_a_word(string text, string outcomes)
    {
        var (_, output) = await ExplainAsync(text, "--json");

        var rules = JsonNode.Parse(output)!["rules"]!.AsArray();
        Assert.Equal(outcomes, string.Join(", ", rules.Select(rule => $"{rule!["rule"]} {rule["outcome"]}")));
    }

    [Theory]
    [InlineData("/api/explain")]
    [InlineData("/api/rules/approve")]
    public async Task A_question_that_is_too_large_is_refused(string path)
    {
        await using var app = new WebhookApp(("shop.yaml", Shop));
        using var content = new StringContent(new string('x', (64 * 1024) + 1), Encoding.UTF8, "application/json");

        using var response = await app.Management.PostAsync(path, content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("too-large", (string)JsonNode.Parse(await response.TextAsync())!["error"]!);
    }

    [Theory]
    [InlineData("hush", "'quiet' answers with silence.")]
    [InlineData("where", "'place' answers {\"type\":\"5\",\"location\":{\"lat\":53.35,\"long\":-6.26}}")]
    [InlineData("nothing", "No rule answers; the customer gets no reply.")]
    public async Task An_answer_without_a_text_is_told(string text, string told)
    {
        var (_, output) = await ExplainAsync(text);

        Assert.Contains($"\n{told}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rule_of_a_plug_in_is_listed_and_not_asked()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", "rules:\n  - { id: open, when: open, reply: Yes. }\n");
        Directory.CreateDirectory(folder.PathOf("plugins/orders"));
        File.Copy(PluginBench.SampleDll, folder.PathOf("plugins/orders/orders.dll"));

        var (_, output, _) = await RunAsync(folder, "open");
        var (_, sentence, _) = await RunAsync(folder, "open", "--rule", "order-status");

        const string Remark = "plug-in orders: not asked here, so it may answer or pass; 'try' asks it";
        Assert.Equal(
            $"""
            “open”

            'open' answers:
            Yes.

            ? order-status: {Remark}
            ✓ open (shop.yaml:2) ANSWERS
                ✓ words: open

            1 rule, 1 rule of plug-ins not asked, decided in * ms
            """,
            output
        );
        Assert.Equal($"'order-status' is the rule of a plug-in, of which only this is known: {Remark}.", sentence);
    }

    private static async Task<(int Code, string Output)> ExplainAsync(params string[] args)
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop);
        folder.Write(
            "z.yaml",
            "rules:\n  - { id: z, when: open, reply: Last. }\n  - { id: z2, when: hush, reply: Hush. }\n"
        );
        var (code, output, errors) = await RunAsync(folder, args);
        return (code, output + errors);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(
        TemporaryFolder folder,
        params string[] args
    )
    {
        var (code, output, errors) = await Verb.RunAsync(ExplainCommand.Create([]), [.. args, "--rules", folder.Path]);
        return (code, Took().Replace(output, "*").Replace(folder.Path + "/", "", StringComparison.Ordinal), errors);
    }

    [GeneratedRegex(@"(?<=decided in )[\d.]+", RegexOptions.None, 1_000)]
    private static partial Regex Took();
}
