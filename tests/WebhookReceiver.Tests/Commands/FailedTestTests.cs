using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary>What <c>check</c> says of a failing test, for every kind of message and of expectation.</summary>
public sealed class FailedTestTests
{
    private const string Rules = """
        settings: { stop: [stop] }
        rules:
          - id: hours
            when: open
            reply: Nine.
            tests:
              - say: { event: failed }
              - say: { event: read, text: hello }
              - say: { button: pay }
              - say: { document: a.pdf }
              - say: { image: a.jpg, text: look }
              - say: stop
              - { say: open, reply: Ten. }
              - { say: open, has: [Ten, Nine] }
              - { say: open, silent: true }
              - { say: hush, answers: hush, reply: Hush. }
              - { not: shadow }
          - { id: hush, when: hush, reply: { silence: true } }
          - { id: counted, when: shadow, shadow: true, reply: x, tests: [{ not: shadow }] }

        """;

    [Fact]
    public async Task What_was_said_what_was_expected_and_what_happened_stand_in_one_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Rules);

        var (code, output, errors) = await Verb.RunAsync(CheckCommand.Create([]), folder.Path);

        Assert.Equal((1, ""), (code, errors));
        Assert.Equal(
            """
            a.yaml:7:9: error: rule 'hours': Test failed: the event “failed” should be answered by 'hours', but no rule answers.
                ✗ words: open
            a.yaml:8:9: error: rule 'hours': Test failed: the event “read” of “hello” should be answered by 'hours', but no rule answers.
                ✗ words: open
            a.yaml:9:9: error: rule 'hours': Test failed: the button “pay” should be answered by 'hours', but no rule answers.
                ✗ words: open
            a.yaml:10:9: error: rule 'hours': Test failed: the document a.pdf should be answered by 'hours', but no rule answers.
                ✗ words: open
            a.yaml:11:9: error: rule 'hours': Test failed: the image a.jpg with “look” should be answered by 'hours', but no rule answers.
                ✗ words: open
            a.yaml:12:9: error: rule 'hours': Test failed: “stop” should be answered by 'hours', but 'settings.stop' answers “You will get no more messages from us. Write START to hear from us again.”.
                The settings answer before any rule is asked.
                ✗ words: open
            a.yaml:13:9: error: rule 'hours': Test failed: “open” should be answered “Ten.”, but 'hours' at a.yaml:3 answers “Nine.”.
            a.yaml:14:9: error: rule 'hours': Test failed: “open” should have “Ten” in its answer, but 'hours' at a.yaml:3 answers “Nine.”.
            a.yaml:15:9: error: rule 'hours': Test failed: “open” should be answered with silence, but 'hours' at a.yaml:3 answers “Nine.”.
            a.yaml:16:9: error: rule 'hours': Test failed: “hush” should be answered “Hush.”, but 'hush' at a.yaml:18 answers with silence.
            a.yaml:19:66: error: rule 'counted': Test failed: “shadow” must not be answered by this rule, but it would be.
                ✓ words: shadow
            3 rules, 12 tests: 11 errors
            """.Split('\n'),
            output
                .Replace(folder.Path + "/", "", StringComparison.Ordinal)
                .Split('\n')
                .Where(line => !line.StartsWith("settings.", StringComparison.Ordinal))
        );
    }
}
