using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

public sealed class OverviewTests : IAsyncDisposable
{
    private readonly ApiApp _app = new();

    [Fact]
    public async Task A_caller_is_told_whose_key_it_has_and_what_it_may_do()
    {
        Assert.Equal(new Caller("local", "operator"), await _app.Client.MeAsync(ApiApp.Token));
        Assert.Equal(new Caller("local", "viewer"), await _app.As("viewer").MeAsync(ApiApp.Token));
    }

    [Fact]
    public async Task The_health_tells_problems_in_words_and_how_far_the_index_is()
    {
        await _app.SayAsync("hours");
        await _app.Client.ConversationsAsync(new ConversationQuery(), ApiApp.Token);
        var health = await _app.Client.HealthAsync(ApiApp.Token);

        Assert.Empty(health.Problems);
        Assert.Equal(("ready", 4), (health.Status, health.Rules.Count));
        Assert.Equal((1, 1), (health.Journal.LastMessage, health.Journal.LastIndexed));
        Assert.True(health.Journal is { Store: "sqlite", Bytes: > 0, IndexBytes: > 0, SpoolBytes: > 0 });
        Assert.Equal((ApiApp.Start.AddSeconds(1), false), (health.Started, health.CanSend));
    }

    [Fact]
    public async Task Settings_tell_where_they_come_from_and_keep_their_secrets()
    {
        _app.App.With("Sending:Token", "canary-token-0123456789")
            .With("Sending:Application", "8")
            .With("Sending:TellOperator", "+447700900999");
        var settings = (await _app.Client.SettingsAsync(ApiApp.Token)).Items.ToDictionary(one => one.Name);

        Assert.Equal(
            ["true", "true", "true", "false"],
            new[] { "Sending:Token", "Sending:TellOperator", "Receiving:Keys:0", "Management:Key" }.Select(name =>
                settings[name].Value
            )
        );
        Assert.Equal(("30", "appsettings.json", false), Shown(settings["Journal:MessageDays"]));
        Assert.Equal(("0", "command line", false), Shown(settings["Management:Port"]));
        var all = await _app.App.Management.GetStringAsync("/api/settings", ApiApp.Token);
        Assert.DoesNotContain("canary", all, StringComparison.Ordinal);
        Assert.DoesNotContain("900999", all, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookApp.Key, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_rules_come_byte_for_byte_with_their_hash()
    {
        const string text = "\uFEFF# mine\r\nrules:\r\n  - reply: Hi!\r\n";
        await using var app = new ApiApp(
            ("a.yaml", text),
            ("sub/b.yaml", "rules:\n  - { id: b, when: b, reply: B }\n")
        );
        var files = await app.Client.RuleFilesAsync(ApiApp.Token);
        var file = await app.Client.RuleFileAsync("a.yaml", ApiApp.Token);

        Assert.Equal([("a.yaml", 1), ("sub/b.yaml", 1)], files.Files.Select(one => (one.Path, one.Rules)));
        Assert.Equal((true, null, false), (files.Writable, files.Why, files.Git));
        Assert.Equal(files.Version, files.Live);
        Assert.Equal((text, files.Files[0].Sha256), (file.Text, file.Sha256));
        Assert.Contains(
            "id: b",
            (await app.Client.RuleFileAsync("sub/b.yaml", ApiApp.Token)).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("../data/secrets")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("none.yaml")]
    [InlineData(".hidden.yaml")]
    public async Task No_path_leads_out_of_the_rules_folder(string path)
    {
        using var answer = await _app.App.Management.GetAsync($"/api/rules/files/{path}", ApiApp.Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_read_only_folder_says_so_before_somebody_types()
    {
        // As root, too, no file can take the place of a folder.
        Directory.CreateDirectory(Path.Combine(_app.App.RulesFolder, ".console-probe"));

        var files = await _app.Client.RuleFilesAsync(ApiApp.Token);

        Assert.Equal(
            (
                false,
                $"This server may read the rules but not change them ({_app.App.RulesFolder} belongs to another user, or is "
                    + "read-only). You can edit and test here; to make it live, put the file into the folder yourself, or start the "
                    + "container without `:ro` and with `--user` of the folder's owner."
            ),
            (files.Writable, files.Why)
        );
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static (string, string, bool) Shown(Setting setting) => (setting.Value, setting.Source, setting.IsSecret);
}
