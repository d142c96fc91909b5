using System.CommandLine;
using System.Text.Json.Nodes;
using WebhookReceiver.Commands;

namespace WebhookReceiver.Tests.Commands;

public sealed class CheckAndTryTests
{
    private const string Hours = """
        rules:
          - id: hours
            when: hours
            reply: Nine to five.
            tests:
              - say: your HOURS?
        """;

    private static async Task<(int Code, string Output, string Errors)> RunAsync(Command command, params string[] args)
    {
        var invocation = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var code = await command.Parse(args).InvokeAsync(invocation, TestContext.Current.CancellationToken);
        return (code, invocation.Output.ToString()!.TrimEnd(), invocation.Error.ToString()!.TrimEnd());
    }

    private static Task<(int Code, string Output, string Errors)> CheckAsync(params string[] args) =>
        RunAsync(CheckCommand.Create([]), args);

    private static Task<(int Code, string Output, string Errors)> TryAsync(params string[] args) =>
        RunAsync(TryCommand.Create([]), args);

    [Fact]
    public async Task Check_of_good_rules_is_one_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("hours.yaml", Hours);

        Assert.Equal((0, "1 rule, 1 test: all good", ""), await CheckAsync(folder.Path));
    }

    [Fact]
    public async Task Check_tells_every_error_with_its_place_and_fails()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Hours);
        folder.Write("b.yaml", "rules:\n  - id: prices\n    wehn: prices\n    reply: cheap\n");
        folder.Write("c.yaml", "rules:\n  - id: late\n    when: late\n    reply: soon\n    stagge: main\n");

        var (code, output, _) = await CheckAsync(folder.Path);

        var lines = output.Split('\n');
        Assert.Equal(1, code);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith($"{folder.Path}/b.yaml:3:5: error: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{folder.Path}/c.yaml:5:5: error: ", lines[1], StringComparison.Ordinal);
        Assert.Equal("1 rule, tests not run: 2 errors", lines[2]);
    }

    [Fact]
    public async Task Check_runs_the_tests_beside_the_rules()
    {
        using var folder = new TemporaryFolder();
        folder.Write("hours.yaml", Hours.Replace("your HOURS", "opening times", StringComparison.Ordinal));

        var (code, output, _) = await CheckAsync(folder.Path);

        Assert.Equal(1, code);
        Assert.Equal(
            $"""
            {folder.Path}/hours.yaml:6:9: error: rule 'hours': Test failed: “opening times?” should be answered by 'hours', but no rule answers.
                ✗ words: hours
            1 rule, 1 test: 1 error
            """,
            output
        );
    }

    [Fact]
    public async Task Check_passes_with_warnings()
    {
        using var folder = new TemporaryFolder();
        folder.Write("hours.yaml", Hours);
        folder.Write("empty.yaml", "");

        var (code, output, _) = await CheckAsync(folder.Path);

        Assert.Equal(0, code);
        Assert.EndsWith("1 rule, 1 test: 1 warning", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "There is no folder ")]
    [InlineData("", "holds no rules, so every message is answered with silence.")]
    public async Task Check_of_nothing_has_an_exit_code_of_its_own(string name, string part)
    {
        using var folder = new TemporaryFolder();

        var (code, output, _) = await CheckAsync(folder.PathOf(name));

        Assert.Equal(2, code);
        Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_speaks_json()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b.yaml", "rules:\n  - id: prices\n    wehn: prices\n    reply: cheap\n");

        var (code, output, _) = await CheckAsync(folder.Path, "--json");

        var json = JsonNode.Parse(output)!;
        Assert.Equal(1, code);
        Assert.Equal(0, (int)json["rules"]!);
        Assert.Equal(1, (int)json["errors"]!);
        var problem = Assert.Single(json["problems"]!.AsArray())!;
        Assert.Equal(
            ("error", "b.yaml", 3, 5),
            ((string)problem["severity"]!, (string)problem["path"]!, (int)problem["line"]!, (int)problem["column"]!)
        );
    }

    [Fact]
    public async Task Try_shows_the_text_the_rule_and_the_json()
    {
        using var folder = new TemporaryFolder();
        folder.Write("hours.yaml", Hours);

        Assert.Equal(
            (
                0,
                $$"""
                Nine to five.

                rule  hours ({{folder.Path}}/hours.yaml:2)
                json  {"message-out":"Nine to five.","delay":"0","type":"1"}
                """,
                ""
            ),
            await TryAsync("What are your hours?", "--rules", folder.Path)
        );
    }

    [Fact]
    public async Task Try_says_so_when_nothing_answers()
    {
        using var folder = new TemporaryFolder();
        folder.Write("hours.yaml", Hours);

        Assert.Equal(
            (0, "(No rule answers this; the customer gets no reply.)\n\njson  {}", ""),
            await TryAsync("bicycle", "--rules", folder.Path)
        );
    }

    [Fact]
    public async Task Try_sends_from_the_channel_and_the_number_that_are_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "hours.yaml",
            "rules:\n  - when: { words: hours, channel: sms, from: +353* }\n    reply: |\n      To {{ number }}\n"
        );

        var other = await TryAsync("hours", "--rules", folder.Path);
        var (_, output, _) = await TryAsync(
            "hours",
            "--rules",
            folder.Path,
            "--channel",
            "sms",
            "--from",
            "+353 85 000 0000"
        );

        Assert.StartsWith("(No rule answers this", other.Output, StringComparison.Ordinal);
        Assert.StartsWith("To 353850000000\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_refuses_a_channel_that_does_not_exist()
    {
        var (code, _, errors) = await TryAsync("hours", "--channel", "fax");

        Assert.Equal(2, code);
        Assert.StartsWith("There is no channel 'fax'. Write one of call, ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "hush",
        """
            (Silence, as the rule wants it.)

            rule  quiet (rules.yaml:4)
            shadow counted would have answered
            json  {}
            """
    )]
    [InlineData(
        "where",
        """
            [a place on the map: no name, 53.35, -6.26]

            rule  place (rules.yaml:5)
            json  {"type":"5","location":{"lat":53.35,"long":-6.26}}
            """
    )]
    [InlineData(
        "menu",
        """
            (after 5 seconds)
            [https://example.com/menu.pdf]
            Our menu

            rule  menu (rules.yaml:6)
            json  {"message-out":"Our menu","media-url":"https://example.com/menu.pdf","delay":"5","type":"6"}
            """
    )]
    [InlineData(
        "broken",
        """
            (No rule answers this; the customer gets no reply.)

            fault broken: The media address is not an https address once its variables are filled in.
            json  {}
            """
    )]
    [InlineData(
        "stop",
        """
            You will get no more messages from us.

            rule  settings.stop
            json  {"message-out":"You will get no more messages from us.","delay":"0","type":"1"}
            """
    )]
    public async Task Try_shows_what_is_no_text_and_what_went_wrong(string text, string shown)
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "rules.yaml",
            """
            settings: { stop: [stop], stop-reply: You will get no more messages from us. }
            rules:
              - { id: counted, when: hush, shadow: true, reply: Counted. }
              - { id: quiet, when: hush, reply: { silence: true } }
              - { id: place, when: where, reply: { location: { latitude: 53.35, longitude: -6.26 } } }
              - { id: menu, when: menu, reply: { text: Our menu, media: "https://example.com/menu.pdf", delay: 5s } }
              - { id: broken, when: broken, reply: { media: "{{ text }}" } }

            """
        );

        var (code, output, errors) = await TryAsync(text, "--rules", folder.Path);

        Assert.Equal((0, shown, ""), (code, output.Replace(folder.Path + "/", "", StringComparison.Ordinal), errors));
    }

    [Fact]
    public async Task Try_and_explain_answer_by_what_loads_and_name_errors()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Hours);
        folder.Write("b.yaml", "rules:\n  - id: prices\n    wehn: prices\n    reply: cheap\n");

        var (code, output, errors) = await TryAsync("hours", "--rules", folder.Path);

        Assert.Equal(0, code);
        Assert.StartsWith("Nine to five.\n", output, StringComparison.Ordinal);
        Assert.Equal(
            "The rules have errors, so a running server would not load them. Run 'check' to see the errors.",
            errors
        );
        Assert.Equal(errors, (await RunAsync(ExplainCommand.Create([]), "hours", "--rules", folder.Path)).Errors);
    }

    [Fact]
    public async Task Try_needs_rules()
    {
        using var folder = new TemporaryFolder();

        var (code, output, errors) = await TryAsync("hours", "--rules", folder.PathOf("nowhere"));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("There is no folder ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_may_stand_twice_on_the_command_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rules.yaml", "rules:\n  - when: { is: \"8\" }\n    reply: Eight.\n");

        var code = await CommandLine.RunAsync(
            ["try", "8", "--channel", "8", "--rules", folder.Path],
            _ => Task.CompletedTask
        );

        Assert.Equal(0, code);
    }

    [Fact]
    public async Task The_rules_that_a_newcomer_finds_are_good()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "WebhookReceiver.sln")))
            root = root.Parent!;

        var (code, output, _) = await CheckAsync(Path.Combine(root.FullName, "rules"));

        Assert.Equal(0, code);
        Assert.EndsWith(": all good", output, StringComparison.Ordinal);
    }
}
