using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WebhookReceiver.Commands;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Management;

public sealed class RuleGateTests
{
    private const string Hours = "rules:\n  - id: hours\n    when: open\n    reply: Nine to five.\n";
    private const string Later = "rules:\n  - id: hours\n    when: open\n    reply: Ten to six.\n";
    private const string Broken = "rules:\n  - id: hours\n    wehn: open\n    reply: Ten to six.\n";

    [Fact]
    public async Task New_rules_go_live_and_tell_which_answers_of_the_past_would_differ()
    {
        await using var app = new WebhookApp(("a.yaml", Hours));
        await app.SayAsync("when are you open");
        await app.SayAsync("who are you");
        await app.SayAsync("open?");

        await WriteAsync(app, Later);

        var status = await StatusAsync(app);
        Assert.Equal("Ten to six.", await app.SayAsync("open"));
        Assert.Equal((2, 3), ((int)status["proof"]!["differ"]!, (int)status["proof"]!["messages"]!));
        var newest = status["proof"]!["changes"]![0]!;
        Assert.Equal(
            """{"message":3,"text":"open?","before":{"rule":"hours","answer":{"message-out":"Nine to five.","delay":"0","type":"1"}},"after":{"rule":"hours","answer":{"message-out":"Ten to six.","delay":"0","type":"1"}}}""",
            WithoutTime(newest)
        );
        Assert.Contains(
            app.Log.MessagesOf<RuleReloader>(),
            line => line == "New rules: in 2 of the last 3 messages the answer would differ"
        );
        Assert.DoesNotContain(
            app.Log.MessagesOf<RuleReloader>(),
            line => line.Contains("447700900123", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("447700900123", status.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_manual_gate_new_rules_wait_until_they_are_approved()
    {
        await using var app = new WebhookApp(("a.yaml", Hours)).With("Rules:Gate", "manual");
        await app.SayAsync("open");

        await WriteAsync(app, Later);

        var waiting = (string)(await StatusAsync(app))["waiting"]!;
        Assert.Equal("Nine to five.", await app.SayAsync("open"));
        Assert.Contains(
            "degraded",
            await app.Management.GetStringAsync("/health/ready", Cancel),
            StringComparison.Ordinal
        );

        var (other, refused) = await ApproveAsync(app, """{"version":"0123456789ab"}""");
        var (status, live) = await ApproveAsync(app, $$"""{"version":"{{waiting}}"}""");

        Assert.Equal(HttpStatusCode.Conflict, other);
        Assert.Equal(
            $"Version {waiting} waits, not 0123456789ab: the files have changed. Review it with 'rules status', then approve it.",
            (string)refused["message"]!
        );
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(waiting, (string)live["version"]!);
        Assert.Null(live["waiting"]);
        Assert.Equal("Ten to six.", await app.SayAsync("open"));
        Assert.Equal(
            "No rules wait for approval.",
            (string)(await ApproveAsync(app, """{"version":"0123456789ab"}""")).Json["message"]!
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"version":null}""")]
    [InlineData("""{"version":""}""")]
    [InlineData("""{"version":12}""")]
    [InlineData("""{"Version":"0123456789ab"}""")]
    [InlineData("""{"version":"0123456789ab","force":true}""")]
    public async Task Nothing_is_approved_without_the_version_that_was_looked_at(string body)
    {
        await using var app = new WebhookApp(("a.yaml", Hours)).With("Rules:Gate", "manual");
        await app.SayAsync("open");
        await WriteAsync(app, Later);

        var (status, json) = await ApproveAsync(app, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("Send the version that you reviewed", (string)json["message"]!, StringComparison.Ordinal);
        Assert.Equal("Nine to five.", await app.SayAsync("open"));
    }

    [Fact]
    public async Task The_verb_shows_what_waits_and_approves_it()
    {
        await using var app = new WebhookApp(("a.yaml", Hours)).With("Rules:Gate", "manual");
        app.UseKestrel();
        string[] settings = [$"--Management:Port={app.ManagementAddress.Port}"];
        await WriteAsync(app, Later);

        var (_, shown, _) = await Verb.RunAsync(RulesCommand.Create(settings), "status");
        var (code, approved, _) = await Verb.RunAsync(RulesCommand.Create(settings), "approve");
        var (again, nothing, _) = await Verb.RunAsync(RulesCommand.Create(settings), "approve");

        var version = app.Services.GetRequiredService<RuleReloader>().Status.Version;
        Assert.Matches($"^Live: 1 rules, version [0-9a-f]{{12}}\nWaiting for approval: version {version}", shown);
        Assert.Equal(0, code);
        Assert.StartsWith($"Live: 1 rules, version {version}", approved, StringComparison.Ordinal);
        Assert.Equal((1, "No rules wait for approval."), (again, nothing));
    }

    [Fact]
    public async Task The_verb_shows_which_answers_of_the_past_would_differ_and_what_is_wrong()
    {
        const string More =
            "rules:\n  - id: hours\n    when: open\n    reply: Ten to six.\n  - { id: who, when: who, reply: Me. }\n";
        await using var app = new WebhookApp(("a.yaml", Hours)).With("Rules:Gate", "manual");
        app.UseKestrel();
        string[] settings = [$"--Management:Port={app.ManagementAddress.Port}"];
        using var webhook = new HttpClient { BaseAddress = app.PublicAddress };
        foreach (var (text, id) in ((string, string)[])[("when are you\nopen\u202E", "1"), ("who are you", "2")])
        {
            using var content = new StringContent(WebhookApp.Payload(text, id: id), Encoding.UTF8, "application/json");
            using var answer = await webhook.PostAsync($"/webhook?key={WebhookApp.Key}", content, Cancel);
        }

        await WriteAsync(app, More);

        var (code, shown, _) = await Verb.RunAsync(RulesCommand.Create(settings), "status");
        var (refused, told, _) = await Verb.RunAsync(RulesCommand.Create(settings), "approve", "0123456789ab");
        await WriteAsync(app, Broken);
        var (_, broken, _) = await Verb.RunAsync(RulesCommand.Create(settings), "status");

        Assert.Equal(0, code);
        Assert.EndsWith(
            """

            In 2 of the last 2 messages the answer would differ.
            #2 “who are you”
              before  -: {}
              after   who: Me.
            #1 “when are you open ”
              before  hours: Nine to five.
              after   hours: Ten to six.
            """,
            shown,
            StringComparison.Ordinal
        );
        Assert.Equal(1, refused);
        Assert.EndsWith(
            " waits, not 0123456789ab: the files have changed. Review it with 'rules status', then approve it.",
            told,
            StringComparison.Ordinal
        );
        Assert.Contains("\na.yaml:3: error: ", broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_says_so_if_no_server_answers()
    {
        string[] settings = ["--Management:Port=1"];

        var (code, output, _) = await Verb.RunAsync(RulesCommand.Create(settings), "status");

        Assert.Equal(1, code);
        Assert.StartsWith("No answer from http://127.0.0.1:1/api/rules: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_prints_the_schema_of_rule_files()
    {
        var (code, output, _) = await Verb.RunAsync(RulesCommand.Create([]), "schema");

        var file = Path.Combine(RepositoryRoot.Path, "rules", "rule.schema.json");
        Assert.Equal((0, (await File.ReadAllTextAsync(file, Cancel)).TrimEnd()), (code, output));
    }

    [Fact]
    public async Task Tests_that_fail_hold_rules_up_unless_the_gate_is_off()
    {
        const string Failing = Later + "    tests:\n      - say: closed\n";
        await using var tests = new WebhookApp(("a.yaml", Hours));
        await using var off = new WebhookApp(("a.yaml", Hours)).With("Rules:Gate", "off");
        await tests.SayAsync("open");
        await off.SayAsync("open");

        await WriteAsync(tests, Failing);
        await WriteAsync(off, Failing);

        Assert.Equal("Nine to five.", await tests.SayAsync("open"));
        Assert.Equal("Ten to six.", await off.SayAsync("open"));
        Assert.Equal("warning", (string)(await StatusAsync(off))["problems"]![0]!["severity"]!);
    }

    [Theory]
    [InlineData(Broken)]
    [InlineData(null)]
    public async Task A_restart_in_a_bad_state_serves_what_was_last_good(string? found)
    {
        await using var before = new WebhookApp(("a.yaml", Hours));
        Assert.Equal("Nine to five.", await before.SayAsync("open"));
        using var data = new TemporaryFolder();
        File.Copy(Path.Combine(before.DataFolder, LastGoodRules.FileName), data.PathOf(LastGoodRules.FileName));

        await using var after = (found is null ? new WebhookApp() : new WebhookApp(("a.yaml", found))).With(
            "Journal:Folder",
            data.Path
        );

        Assert.Equal("Nine to five.", await after.SayAsync("open"));
        var status = await StatusAsync(after);
        Assert.True((bool)status["degraded"]!);
        Assert.Contains(
            status["problems"]!.AsArray(),
            problem =>
                ((string)problem!["message"]!).StartsWith(
                    "Since the start the 1 rules answer that were last good",
                    StringComparison.Ordinal
                )
        );

        await WriteAsync(after, Later);

        Assert.Equal("Ten to six.", await after.SayAsync("open"));
        Assert.False((bool)(await StatusAsync(after))["degraded"]!);
    }

    [Theory]
    [InlineData("", "This file has become empty; it held rules before. Write them again, or delete the file.")]
    [InlineData("\0\0\0\0", null)]
    public async Task A_rule_file_that_was_emptied_before_a_restart_keeps_its_rules(string content, string? told)
    {
        using var data = new TemporaryFolder();
        await using (var before = Over(data, Hours, "before"))
        {
            Assert.Equal("Nine to five.", await before.SayAsync("open"));
        }

        // Twice: what was last good stays so.
        foreach (var name in new[] { "after-1", "after-2" })
        {
            await KeepsItsRulesAsync(data, content, told, name);
        }
    }

    private static async Task KeepsItsRulesAsync(TemporaryFolder data, string content, string? told, string name)
    {
        await using var after = Over(data, content, name);

        Assert.Equal("Nine to five.", await after.SayAsync("open"));
        Assert.Equal("Bye!", await after.SayAsync("bye"));
        var problem = (await StatusAsync(after))["problems"]![0]!;
        Assert.Equal(("error", "a.yaml"), ((string)problem["severity"]!, (string)problem["path"]!));
        Assert.Equal(
            told ?? (string)problem["message"]!,
            told is null ? (string)problem["message"]! : $"{problem["message"]} {problem["cure"]}"
        );
    }

    [Fact]
    public async Task A_restart_does_not_get_around_the_approval()
    {
        await using var before = new WebhookApp(("a.yaml", Hours)).With("Rules:Gate", "manual");
        Assert.Equal("Nine to five.", await before.SayAsync("open"));
        using var data = new TemporaryFolder();
        File.Copy(Path.Combine(before.DataFolder, LastGoodRules.FileName), data.PathOf(LastGoodRules.FileName));

        await using var after = new WebhookApp(("a.yaml", Later))
            .With("Rules:Gate", "manual")
            .With("Journal:Folder", data.Path);

        Assert.Equal("Nine to five.", await after.SayAsync("open"));
        Assert.NotNull((string?)(await StatusAsync(after))["waiting"]);
    }

    /// <summary>A server with two rule files, over a data folder.</summary>
    private static WebhookApp Over(TemporaryFolder data, string content, string ids) =>
        new WebhookApp(("a.yaml", content), ("b.yaml", "rules:\n  - { id: bye, when: bye, reply: Bye! }\n"))
            .With("Journal:Folder", data.Path)
            .Ids(ids);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Writes the only rule file and waits for the result of its load.</summary>
    private static async Task WriteAsync(WebhookApp app, string content)
    {
        var rules = app.Services.GetRequiredService<RuleReloader>();
        var attempt = rules.NextAttemptAsync();
        await File.WriteAllTextAsync(Path.Combine(app.RulesFolder, "a.yaml"), content, Cancel);
        await attempt.WaitAsync(Cancel);
    }

    private static async Task<JsonNode> StatusAsync(WebhookApp app) =>
        JsonNode.Parse(await app.Management.GetStringAsync("/api/rules", Cancel))!;

    private static async Task<(HttpStatusCode Status, JsonNode Json)> ApproveAsync(WebhookApp app, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await app.Management.PostAsync("/api/rules/approve", content, Cancel);
        return (response.StatusCode, JsonNode.Parse(await response.TextAsync())!);
    }

    private static string WithoutTime(JsonNode change)
    {
        change.AsObject().Remove("received");
        return change.ToJsonString();
    }
}
