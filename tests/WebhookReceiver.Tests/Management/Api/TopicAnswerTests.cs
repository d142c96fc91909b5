using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

/// <summary>Answers go into files of any shape, with phrases and messages of any text.</summary>
public sealed class TopicAnswerTests
{
    private const string Fallback = """
        rules:
          - id: fallback
            stage: fallback
            reply: Sorry.
        """;

    public static TheoryData<string, string> Shapes { get; } =
        new()
        {
            { "settings only", "settings: { zone: Europe/Dublin }" },
            { "settings and a comment at the end", "settings:\n  zone: Europe/Dublin\n# end" },
            { "rules before other keys", "rules:\n- id: a\n  when: aaa\n  reply: A\n\n# texts\ntexts: { t: T }\n" },
            { "a block at the end", "rules:\n  - id: a\n    when: aaa\n    reply: |\n      A\n\n      B\n" },
            { "lists in brackets over lines", "rules:\n  - id: a\n    reply: A\n    when: [aaa,\n      bbb]   # b\n" },
            { "rules in braces", "rules:\n  - { id: a, when: aaa, reply: A }\n" },
            { "deep dashes", "rules:\n    -   id: a\n        when: aaa\n        reply: A\n" },
            { "an empty file", "" },
            { "a comment only", "# nothing yet\n" },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_rule_goes_behind_the_last_one_and_everything_else_stays(string shape, string file)
    {
        await using var app = new ApiApp(("a.yaml", Fallback), ("shop.yaml", file));

        var draft = await app.Client.AnswerTopicAsync(
            "d",
            Answer("new", "gluten free") with
            {
                File = "shop.yaml",
            },
            ApiApp.Token
        );

        var written = draft.Files["shop.yaml"]!;
        var begin = written.IndexOf("- id: new", StringComparison.Ordinal);
        Assert.True(begin > 0, shape);
        var lines = written.Split('\n');
        Assert.Equal(
            file.Split('\n').Where(line => line.Length > 0),
            lines.Where(
                (line, at) =>
                    line.Length > 0
                    && !IsOfNewRule(lines, at)
                    && (line != "rules:" || file.Contains("rules:", StringComparison.Ordinal))
            )
        );
        var check = await app.Client.CheckAsync(new RuleCheck { Files = draft.Files }, ApiApp.Token);
        Assert.True(
            check.Ok,
            $"{shape}\n{written}\n{string.Join('\n', check.Problems.Select(problem => problem.Message))}"
        );
        Assert.Equal("An answer.", (await TryAsync(app, "is it gluten free?")).Reply);
    }

    [Theory]
    [InlineData("rules: [{ id: a, when: aaa, reply: A }]")]
    [InlineData("rules:\n  - id: a\n   reply: [broken")]
    [InlineData("just text")]
    [InlineData("- id: a\n  when: aaa\n  reply: A")]
    public async Task A_file_that_has_no_place_for_a_rule_is_refused(string file)
    {
        await using var app = new ApiApp(("a.yaml", Fallback));
        await app.Client.SaveDraftAsync(
            "d",
            new DraftContent
            {
                Title = "t",
                Files = new Dictionary<string, string?> { ["shop.yaml"] = file },
            },
            etag: null,
            ApiApp.Token
        );

        var refused = await ApiApp.RefusedAsync(() =>
            app.Client.AnswerTopicAsync("d", Answer("new", "gluten free") with { File = "shop.yaml" }, ApiApp.Token)
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("choose another file", refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, bool> Rules { get; } =
        new()
        {
            { "one phrase", "  - id: near\n    when: aaa   # a\n    reply: A\n", true },
            { "a block at the end", "  - id: near\n    when: [aaa]\n    reply: |\n      A\n\n      B\n", true },
            {
                "tests between",
                "  - id: near\n    tests:\n    - say: aaa\n    when: {words: aaa}\n    reply: A\n",
                true
            },
            {
                "a test in braces",
                "  - id: near\n    when: aaa\n    tests:\n      - { say: aaa }\n    reply: A\n",
                true
            },
            { "tests in brackets", "  - id: near\n    when: aaa\n    reply: A\n    tests: [{ say: aaa }]\n", false },
            { "a rule in braces", "  - { id: near, when: aaa, reply: A }\n", false },
            {
                "another rule behind",
                "  - id: near\n    when: aaa\n    reply: A\n\n  # b\n  - id: b\n    when: bbb\n    reply: B\n",
                true
            },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_rule_of_any_shape_gets_the_phrase_and_where_it_can_the_test(
        string shape,
        string rule,
        bool hasTest
    )
    {
        var file = "# top\nrules:\n" + rule;
        await using var app = new ApiApp(("a.yaml", Fallback), ("shop.yaml", file));
        await app.SayAsync("Is it gluten free?");

        var draft = await app.Client.AnswerTopicAsync(
            "d",
            new TopicAnswer
            {
                Rule = "near",
                Phrases = ["gluten free"],
                Messages = ["1"],
            },
            ApiApp.Token
        );

        var written = draft.Files["shop.yaml"]!;
        Assert.Equal(
            (shape, hasTest),
            (shape, written.Contains("- say: \"Is it gluten free?\"\n", StringComparison.Ordinal))
        );
        var check = await app.Client.CheckAsync(new RuleCheck { Files = draft.Files }, ApiApp.Token);
        Assert.True(check.Ok, $"{written}\n{string.Join('\n', check.Problems.Select(problem => problem.Message))}");
        Assert.Equal("A", (await TryAsync(app, "gluten free")).Reply![..1]);
        // Lines come, and one line gets a phrase; none goes.
        Assert.All(
            file.Split('\n').Where(line => !line.Contains("when:", StringComparison.Ordinal)),
            line => Assert.Contains(line, written.Split('\n'))
        );
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("4711")]
    [InlineData("null")]
    [InlineData("* cake")]
    [InlineData("price: now")]
    [InlineData("a \"b\" c")]
    [InlineData("it's #1")]
    [InlineData("gluten, please")]
    [InlineData("- dash")]
    [InlineData("!bang & co")]
    [InlineData("مرحبا 🎂")]
    public async Task A_phrase_means_what_was_written(string phrase)
    {
        await using var app = new ApiApp(("a.yaml", Fallback));

        var draft = await app.Client.AnswerTopicAsync("d", Answer("new", phrase), ApiApp.Token);

        Assert.True((await app.Client.CheckAsync(new RuleCheck { Files = draft.Files }, ApiApp.Token)).Ok);
        Assert.Equal("An answer.", (await TryAsync(app, phrase.Replace("*", "a", StringComparison.Ordinal))).Reply);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("100")]
    [InlineData("One line\nand another\n\n\"quoted\" \\ back")]
    [InlineData("Open: 9 # or so")]
    [InlineData("[a, b] { c }")]
    [InlineData("🎂 \u202Eevil\u202C")]
    public async Task The_answer_is_the_persons_own_text(string reply)
    {
        await using var app = new ApiApp(("a.yaml", Fallback));

        await app.Client.AnswerTopicAsync("d", Answer("new", "gluten free") with { Reply = reply }, ApiApp.Token);

        Assert.Equal(reply, (await TryAsync(app, "gluten free")).Reply);
    }

    [Theory]
    [InlineData("gluten free {{ evil }} $list <day>")]
    [InlineData("gluten free: \"quoted\" 'single' \\ #comment")]
    [InlineData("- gluten free\n- say: x\n  reply: y")]
    [InlineData("gluten free \u202Eevil\u202C مرحبا 🥐")]
    [InlineData("gluten free\ttab\u0000null")]
    [InlineData("<img src=x onerror=alert(1)> gluten free")]
    public async Task A_message_of_any_text_becomes_a_test_that_passes(string text)
    {
        await using var app = new ApiApp(("a.yaml", Fallback));
        await app.SayAsync(text);

        var draft = await app.Client.AnswerTopicAsync(
            "d",
            Answer("new", "gluten free") with
            {
                Messages = ["1"],
            },
            ApiApp.Token
        );

        Assert.Contains("- say: ", draft.Files["9-from-console.yaml"], StringComparison.Ordinal);
        var check = await app.Client.CheckAsync(new RuleCheck { Files = draft.Files }, ApiApp.Token);
        Assert.True(
            check.Ok,
            $"{draft.Files["9-from-console.yaml"]}\n{string.Join('\n', check.Problems.Select(problem => problem.Message))}"
        );
        Assert.Equal(1, check.Tests);
    }

    [Fact]
    public async Task Tests_have_no_numbers_names_and_addresses_of_customers()
    {
        await using var app = new ApiApp(("a.yaml", Fallback));
        await app.SayAsync("gluten free for 4711 at +44 7700 900123, mail a@b.example or https://x.example/4711");

        var draft = await app.Client.AnswerTopicAsync(
            "d",
            Answer("new", "gluten free") with
            {
                Messages = ["1"],
            },
            ApiApp.Token
        );

        Assert.Contains(
            "- say: \"gluten free for 0000 at +44 0000 000000, mail example.com or example.com\"",
            draft.Files["9-from-console.yaml"],
            StringComparison.Ordinal
        );
    }

    private static bool IsOfNewRule(string[] lines, int at)
    {
        var begin = Array.FindIndex(lines, line => line.TrimStart().StartsWith("- id: new", StringComparison.Ordinal));
        return at >= begin && at < begin + 4;
    }

    private static TopicAnswer Answer(string rule, params string[] phrases) =>
        new()
        {
            Rule = rule,
            Phrases = phrases,
            Reply = "An answer.",
        };

    private static Task<TrialAnswer> TryAsync(ApiApp app, string text) =>
        app.Client.TryAsync(
            new TrialStep
            {
                With = "draft:d",
                Message = new TrialMessage { Text = text },
            },
            ApiApp.Token
        );
}
