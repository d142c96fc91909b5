using WebhookReceiver.Rules;
using WebhookReceiver.Tests.Rules.Conversations;

namespace WebhookReceiver.Tests.Rules.Parsing;

/// <summary>Escapes that nothing resolves would reach customers as they stand.</summary>
public sealed class WrittenEscapeTests
{
    [Theory]
    [InlineData(
        @"Mon 9-5\nTue 9-5",
        @"'\n' goes out as it stands: nothing makes a line break of it here.",
        @"Write: reply: ""Mon 9-5\nTue 9-5"" (or 'reply: |' and its lines below, indented)"
    )]
    [InlineData(
        @"'Mon 9-5\r\nTue 9-5'",
        @"'\r\n' goes out as it stands: nothing makes a line break of it here.",
        @"Write: reply: ""Mon 9-5\nTue 9-5"" (or 'reply: |' and its lines below, indented)"
    )]
    [InlineData(
        @"Say ""hi""\rBye",
        @"'\r' goes out as it stands: nothing makes a line break of it here.",
        @"Write: reply: ""Say \""hi\""\nBye"" (or 'reply: |' and its lines below, indented)"
    )]
    [InlineData(
        @"Bread\t4.50",
        @"'\t' goes out as it stands: nothing makes a tab of it here.",
        @"Write: reply: ""Bread\t4.50"""
    )]
    [InlineData(
        @"Caf\u00e9",
        @"'\u00e9' goes out as it stands: nothing makes 'é' of it here.",
        @"Write: reply: ""Café"""
    )]
    [InlineData(
        @"Bye \ud83d\udc4b",
        @"'\ud83d\udc4b' goes out as it stands: nothing makes '👋' of it here.",
        @"Write: reply: ""Bye 👋"""
    )]
    [InlineData(
        @"Bye \U0001F44B and {{ text }}\n",
        @"'\U0001F44B' goes out as it stands: nothing makes '👋' of it here.",
        @"Write: reply: ""Bye 👋 and {{ text }}\n"" (or 'reply: |' and its lines below, indented)"
    )]
    public void An_escape_outside_of_double_quotes_is_an_error_with_a_line_to_paste(
        string reply,
        string message,
        string fix
    )
    {
        var problem = Pasted.OnlyProblemOf($"rules:\n  - when: hours\n    reply: {reply}\n");

        Assert.Equal((ProblemSeverity.Error, message, fix), (problem.Severity, problem.Message, problem.Fix));
    }

    [Fact]
    public void The_error_stands_at_the_escape()
    {
        var problem = Pasted.OnlyProblemOf("rules:\n  - when: hours\n    reply: Mon 9-5\\nTue 9-5\n");

        Assert.Equal((3, 19), (problem.Line, problem.Column));
    }

    [Theory]
    [InlineData(@"reply: { en: Mon\nTue, de: Mo }")]
    [InlineData(@"reply: { text: Mon\nTue }")]
    [InlineData("reply:\n      - Hi\n      - Mon\\nTue")]
    [InlineData(@"reply: { text: Hi, then: { after: 1h, text: Mon\nTue } }")]
    [InlineData(@"reply: { text: Hi, then: { after: 1h, template: X, values: [Mon\nTue] } }")]
    [InlineData(@"reply: { text: Hi, then: { after: 1h, text: Hi, if-failed: { channel: sms, text: Mon\nTue } } }")]
    [InlineData(@"reply: { location: { latitude: 51, longitude: 8, address: Mill Street\nCork } }")]
    [InlineData("reply: Hi\n    tell: { to: \"+353850000001\", text: Mon\\nTue }")]
    [InlineData(@"ask: { day: Which day?\nMon or Tue? }")]
    [InlineData(@"ask: { day: Which?, otherwise: Sorry\nWhich? }")]
    [InlineData(@"ask: { day: Which?, not-possible: Sorry\nWhich? }")]
    [InlineData(@"ask: { day: Which?, expect: [Mon\nTue, Wed] }")]
    [InlineData("menu:\n      - Mon\\nTue: Good.")]
    [InlineData("menu:\n      - Mon: Good\\nBye")]
    [InlineData("reply: Hi\n    lookup: { get: https://a.example.com/x, failed: Sorry\\nBye }")]
    public void Every_text_that_customers_read_is_looked_at(string keys)
    {
        var rules = $"settings: {{ languages: [en, de] }}\nrules:\n  - id: a\n    when: hours\n    {keys}\n";

        Assert.Contains(
            RuleSamples.Build(rules).Problems,
            problem => problem.IsError && problem.Message.StartsWith(@"'\n' goes out", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(@"settings: { stop: [stop], stop-reply: Bye\nbye }")]
    [InlineData(@"texts: { hours: Mon\nTue }")]
    [InlineData(@"texts: { hours: { text: Mon\nTue, until: 2030-01-01 } }")]
    public void So_are_the_texts_of_the_settings_and_shared_ones(string line)
    {
        var problem = Assert.Single(RuleSamples.Build($"{line}\nrules:\n  - {{ when: a, reply: b }}\n").Problems);

        Assert.StartsWith(@"'\n' goes out as it stands", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.IsError);
    }

    [Theory]
    [InlineData("reply: |\n      Mon\\nTue", @"Begin a new line there, without the '\n'.")]
    [InlineData("reply: >\n      Mon\\nTue", @"Begin a new line there, without the '\n'.")]
    [InlineData("reply: |\n      Caf\\u00e9", @"Write é for '\u00e9'.")]
    public void A_block_is_told_to_break_the_line(string reply, string fix) =>
        Assert.Equal(fix, Pasted.OnlyProblemOf($"rules:\n  - when: hours\n    {reply}\n").Fix);

    [Theory]
    [InlineData(
        "faq.csv",
        "when,reply\nhours,Mon\\nTue\n",
        "faq.csv:2:10: rule 'faq-1': '\\n' goes out as it stands: nothing makes a line break of it here. "
            + "Break the line inside the cell; in the file the cell then stands in quotes.\n"
    )]
    [InlineData(
        "answers.md",
        "# hours\n\nWe open:\nMon\\nTue\n",
        "answers.md:4:4: rule 'answers-1': '\\n' goes out as it stands: nothing makes a line break of it here. "
            + "Begin a new line there, without the '\\n'.\n"
    )]
    public void Spreadsheets_and_pages_are_told_what_works_there(string path, string text, string told) =>
        Assert.Equal(told, RuleSamples.Told(RuleSamples.Build(RuleSamples.File(path, text))));

    [Theory]
    [InlineData("\"Mon\\nTue\"", "Mon\nTue")]
    [InlineData("\"C:\\\\new\"", "C:\\new")]
    [InlineData("\"Write \\\\n for a line break\"", "Write \\n for a line break")]
    [InlineData(@"The file is C:\new\table.csv", @"The file is C:\new\table.csv")]
    [InlineData(@"Look at \\server\texts, please", @"Look at \\server\texts, please")]
    [InlineData(@"Mon\\nTue", @"Mon\\nTue")]
    [InlineData(@"¯\_(ツ)_/¯", @"¯\_(ツ)_/¯")]
    [InlineData(@"and\or", @"and\or")]
    [InlineData(@"Write `\n` for a line break", @"Write `\n` for a line break")]
    public async Task What_double_quotes_resolve_and_what_is_meant_goes_out(string reply, string said)
    {
        var rules = $"rules:\n  - when: hours\n    reply: {reply}\n";

        Assert.Equal("", RuleSamples.Told(RuleSamples.Build(rules)));
        Assert.Equal(said, await new Talk(rules).SayAsync("hours"));
    }

    [Fact]
    public void A_text_in_json_may_have_a_backslash_that_is_meant() =>
        Assert.Equal(
            "",
            RuleSamples.Told(
                RuleSamples.Build(
                    RuleSamples.File("a.json", """{ "rules": [{ "when": "a", "reply": "Mon\nTue \\n" }] }""")
                )
            )
        );

    [Fact]
    public void The_reply_of_a_test_is_looked_at_too() =>
        Assert.Equal(
            "Write: reply: \"Mon\\nTue\" (or 'reply: |' and its lines below, indented)",
            Pasted
                .OnlyProblemOf(
                    "rules:\n  - when: hours\n    reply: \"Mon\\nTue\"\n    tests:\n      - say: hours\n        reply: Mon\\nTue\n"
                )
                .Fix
        );
}
