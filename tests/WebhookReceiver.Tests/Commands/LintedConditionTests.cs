using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary>Which conditions of an earlier rule the linter can judge by the text alone.</summary>
public sealed class LintedConditionTests
{
    [Theory]
    [InlineData("{ is: open }", "is: open")]
    [InlineData("{ all-words: open }", "all-words: open")]
    [InlineData("{ contains: pen }", "contains: pen")]
    [InlineData("{ matches: o.* }", "matches: o.*")]
    [InlineData("{ mentions: items }", "mentions: items")]
    [InlineData("{ all: [open, { is: open }] }", "all: (words: open & is: open)")]
    [InlineData("{ any: [shut, { is: open }] }", "is: open")]
    [InlineData("{ not: shut }", "not: (words: shut)")]
    public async Task A_rule_that_takes_the_phrase_by_its_text_is_named(string when, string held)
    {
        var (code, output) = await CheckAsync(when, "open");

        Assert.Equal(0, code);
        Assert.Equal(
            $"""
            a.yaml:4:5: warning: rule 'second': “open” never reaches this rule: it is answered by 'first' at a.yaml:3 ({held}), which is asked earlier because it stands above it in the file. Move this rule above it, or narrow the phrases of 'first'.
            2 rules, 0 tests: 1 warning
            """,
            output
        );
    }

    [Theory]
    [InlineData("code", "AB123")]
    [InlineData("email", "ann@example.com")]
    [InlineData("phone", "+353215550100")]
    [InlineData("url", "https://example.com")]
    public async Task A_phrase_with_a_slot_is_tried_with_an_example(string slot, string example)
    {
        var (_, output) = await CheckAsync("open", $"open <a:{slot}>");

        Assert.StartsWith(
            $"a.yaml:4:5: warning: rule 'second': “open {example}” never reaches this rule: ",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("{ channel: whatsapp-phone }")]
    [InlineData("{ first: true }")]
    [InlineData("{ contact: { city: cork } }")]
    public async Task What_depends_on_more_than_the_text_is_not_judged(string when)
    {
        Assert.Equal((0, "2 rules, 0 tests: all good"), await CheckAsync(when, "open"));
    }

    [Fact]
    public async Task A_file_on_phone_automation_is_slow()
    {
        var (_, output) = await CheckAsync(
            "{ words: menu, channel: whatsapp-phone }",
            "open",
            """{ media: "https://example.com/a.pdf" }"""
        );

        Assert.Equal(
            """
            a.yaml:3:5: note: rule 'first': on phone automation a picture or file waits in the broadcast queue, about ten seconds for each message before it. Send a text there: write a rule with 'channel: whatsapp-phone' above this one.
            2 rules, 0 tests: 1 note
            """,
            output
        );
    }

    private static async Task<(int Code, string Output)> CheckAsync(
        string first,
        string second,
        string reply = "First."
    )
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "a.yaml",
            $$"""
            tables: { items: [{ name: Open, price: 1 }] }
            rules:
              - { id: first, when: {{first}}, reply: {{reply}} }
              - { id: second, when: "{{second}}", reply: Second. }

            """
        );
        var (code, output, _) = await Verb.RunAsync(CheckCommand.Create([]), folder.Path);
        return (code, output.Replace(folder.Path + "/", "", StringComparison.Ordinal));
    }
}
