using System.Text.RegularExpressions;
using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

/// <summary>What <c>replay</c> prints of a changed answer, and what it refuses.</summary>
public sealed partial class ReplayVerbTests
{
    private const string Before = """
        rules:
          - { id: hours, when: open, reply: Nine to five. }
          - { id: quiet, when: hush, reply: { silence: true } }
          - { id: place, when: where, reply: { location: { latitude: 53.35, longitude: -6.26 } } }
          - { id: long, when: long, reply: "{{ text }}" }

        """;

    [Fact]
    public async Task Each_changed_answer_is_three_lines_that_a_terminal_can_show()
    {
        await using var app = new WebhookApp(("a.yaml", Before));
        await app.SayAsync("open\nto\u202Eday");
        await app.SayAsync("hush");
        await app.SayAsync("where");
        await app.SayAsync($"long {new string('x', 120)}");
        await app.SayAsync("bicycle");
        using var other = new TemporaryFolder();
        other.Write("a.yaml", "rules:\n  - { id: all, reply: Pardon? }\n");

        var (code, output, errors) = await ReplayAsync(app, other);

        var cut = new string('x', 95);
        const string place = """{"type":"5","location":{"lat":53.35,"long":-6.26}}""";
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            $$"""
            #1  *  "open to day"
              then  hours                 "Nine to five."
              now   all                   "Pardon?"

            #2  *  "hush"
              then  quiet                 (silence)
              now   all                   "Pardon?"

            #3  *  "where"
              then  place                 "{{place}}"
              now   all                   "Pardon?"

            #4  *  "long {{cut}}…"
              then  long                  "long {{cut}}…"
              now   all                   "Pardon?"

            #5  *  "bicycle"
              then  -                     (silence)
              now   all                   "Pardon?"

            In 5 of 5 messages the answer would differ. Plug-ins were not asked; their recorded answers were used.
            """,
            output
        );
    }

    [Fact]
    public async Task Rules_with_an_error_are_not_replayed_but_named()
    {
        await using var app = new WebhookApp(("a.yaml", Before));
        await app.SayAsync("open");
        using var other = new TemporaryFolder();
        other.Write("a.yaml", "rules:\n  - { id: all, wehn: open, reply: Pardon? }\n");

        var (code, output, errors) = await ReplayAsync(app, other);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("/a.yaml:2:16: error: ", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> ReplayAsync(
        WebhookApp app,
        TemporaryFolder rules
    )
    {
        var (code, output, errors) = await Verb.RunAsync(
            ReplayCommand.Create([$"--Journal:Folder={app.DataFolder}"]),
            "--rules",
            rules.Path
        );
        return (code, Received().Replace(output, "*"), errors);
    }

    [GeneratedRegex(@"(?<=^#\d+  )[-0-9]{10} [:0-9]{8}Z", RegexOptions.Multiline, 1_000)]
    private static partial Regex Received();
}
