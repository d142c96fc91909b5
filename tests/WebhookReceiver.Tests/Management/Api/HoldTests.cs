using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

/// <summary>A version answers, whatever the folder holds, until it is released.</summary>
public sealed class HoldTests : IAsyncDisposable
{
    private const string Changed = "rules:\n  - id: hours\n    when: hours\n    reply: We open at 9.\n";

    private const string Later = "rules:\n  - id: hours\n    when: hours\n    reply: We open at 10.\n";

    private readonly ApiApp _app = new();

    [Fact]
    public async Task A_held_version_answers_at_once_and_the_folder_waits_until_it_is_released()
    {
        var first = (await _app.Client.RuleFilesAsync(ApiApp.Token)).Version;
        var second = await PublishAsync(Changed);
        _app.Time.Advance(TimeSpan.FromMinutes(5));
        var held = await _app.As("owner").HoldAsync(first, new Publication { Note = "Too early" }, ApiApp.Token);

        Assert.Equal(
            new HoldState(first, new VersionHold(ApiApp.Start.AddMinutes(5), null, "Too early"), second),
            held
        );
        Assert.Equal("We open at 8.", await _app.SayAsync("hours"));
        Assert.Equal(Changed, (await _app.Client.RuleFileAsync("shop.yaml", ApiApp.Token)).Text);
        var health = await _app.Client.HealthAsync(ApiApp.Token);
        Assert.Equal(("degraded", first, second), (health.Status, health.Rules.Version, health.Rules.Waiting));
        Assert.Equal(held.Held, health.Rules.Held);
        Assert.Contains(
            $"Version {first} is held since 2026-03-02 09:05 UTC. The folder has other rules; they wait.",
            Assert.Single(health.Problems),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [(first, "Too early", true, true), (second, null, false, false), (first, null, false, false)],
            (await _app.Client.VersionsAsync(ApiApp.Token)).Items.Select(one =>
                (one.Version, one.Note, one.Live, one.Held is not null)
            )
        );

        var released = await _app.As("owner").ReleaseAsync(ApiApp.Token);
        Assert.Equal(new HoldState(second), released);
        Assert.Equal("We open at 9.", await _app.SayAsync("hours"));
        Assert.Equal("ready", (await _app.Client.HealthAsync(ApiApp.Token)).Status);
        Assert.EndsWith(
            $"owner rules.hold {first} 200\nowner rules.release {first} 200",
            await _app.AuditAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_published_while_a_version_is_held_waits_and_the_newest_goes_live_at_the_release()
    {
        var live = (await _app.Client.RuleFilesAsync(ApiApp.Token)).Version;
        var held = await _app.Client.HoldAsync(live, new Publication(), ApiApp.Token);
        var one = await PublishAsync(Changed, isLive: false);
        var two = await PublishAsync(Later, isLive: false);

        Assert.Null(held.Waiting);
        Assert.NotEqual(one, two);
        Assert.Equal("We open at 8.", await _app.SayAsync("hours"));
        Assert.Equal(two, (await _app.Client.ReleaseAsync(ApiApp.Token)).Version);
        Assert.Equal("We open at 10.", await _app.SayAsync("hours"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hold_survives_a_restart_also_with_a_broken_folder(bool isBroken)
    {
        await using var first = new ApiApp();
        var version = (await first.Client.RuleFilesAsync(ApiApp.Token)).Version;
        await first.Client.HoldAsync(version, new Publication { Note = "Sunday" }, ApiApp.Token);
        var data = Copy(first.App.DataFolder);
        await using var again = new ApiApp(("shop.yaml", isBroken ? "rules: [" : Changed));
        CopyTo(data, again.App.DataFolder);

        Assert.Equal("We open at 8.", await again.SayAsync("hours"));
        var rules = (await again.Client.HealthAsync(ApiApp.Token)).Rules;
        Assert.Equal((version, "Sunday", !isBroken), (rules.Version, rules.Held?.Note, rules.Waiting is not null));

        await again.Client.ReleaseAsync(ApiApp.Token);
        Assert.Equal(isBroken ? "We open at 8." : "We open at 9.", await again.SayAsync("hours"));
        Assert.Null((await again.Client.HealthAsync(ApiApp.Token)).Rules.Held);
    }

    [Fact]
    public async Task With_the_manual_gate_a_release_does_not_approve()
    {
        await using var app = new ApiApp();
        app.App.With("Rules:Gate", "manual");
        var live = (await app.Client.RuleFilesAsync(ApiApp.Token)).Version;
        await app.Client.HoldAsync(live, new Publication(), ApiApp.Token);
        var waiting = await PublishAsync(app, Changed, isLive: false);
        var released = await app.Client.ReleaseAsync(ApiApp.Token);

        Assert.Equal(new HoldState(live, null, waiting), released);
        await app.Client.ApproveAsync(waiting, ApiApp.Token);
        Assert.Equal("We open at 9.", await app.SayAsync("hours"));
    }

    [Fact]
    public async Task Whoever_approves_the_waiting_version_ends_the_hold()
    {
        var live = (await _app.Client.RuleFilesAsync(ApiApp.Token)).Version;
        await _app.Client.HoldAsync(live, new Publication(), ApiApp.Token);
        var waiting = await PublishAsync(Changed, isLive: false);
        await _app.Client.ApproveAsync(waiting, ApiApp.Token);

        Assert.Equal("We open at 9.", await _app.SayAsync("hours"));
        var health = await _app.Client.HealthAsync(ApiApp.Token);
        Assert.Equal((waiting, null, 0), (health.Rules.Version, health.Rules.Held, health.Problems.Count));
        Assert.False(File.Exists(Path.Combine(_app.App.DataFolder, "rules-hold.json")));
    }

    [Fact]
    public async Task What_is_not_kept_cannot_be_held_and_nothing_held_cannot_be_released()
    {
        var unknown = await ApiApp.RefusedAsync(() =>
            _app.Client.HoldAsync("0123456789ab", new Publication(), ApiApp.Token)
        );
        var outside = await ApiApp.RefusedAsync(() =>
            _app.Client.HoldAsync("../secrets", new Publication(), ApiApp.Token)
        );
        var nothing = await ApiApp.RefusedAsync(() => _app.Client.ReleaseAsync(ApiApp.Token));

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Conflict),
            (unknown.Status, outside.Status, nothing.Status)
        );
    }

    [Fact]
    public async Task A_hold_that_cannot_be_written_down_changes_nothing()
    {
        var first = (await _app.Client.RuleFilesAsync(ApiApp.Token)).Version;
        await PublishAsync(Changed);
        Directory.CreateDirectory(Path.Combine(_app.App.DataFolder, "rules-hold.json.new"));
        var refused = await ApiApp.RefusedAsync(() => _app.Client.HoldAsync(first, new Publication(), ApiApp.Token));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "data-folder"), (refused.Status, refused.Error));
        Assert.Equal("We open at 9.", await _app.SayAsync("hours"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task<string> PublishAsync(string content, bool isLive = true) => PublishAsync(_app, content, isLive);

    private static async Task<string> PublishAsync(ApiApp app, string content, bool isLive)
    {
        await app.Client.SaveDraftAsync(
            "d",
            new DraftContent
            {
                Title = "d",
                Files = new Dictionary<string, string?> { ["shop.yaml"] = content },
            },
            etag: null,
            ApiApp.Token
        );
        var done = await app.Client.PublishAsync("d", new Publication(), ApiApp.Token);
        Assert.Equal(isLive, done.Live);
        return done.Version;
    }

    /// <summary>What a restart finds of the rules.</summary>
    private static Dictionary<string, byte[]> Copy(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .Where(path =>
                path.StartsWith("rule", StringComparison.Ordinal)
                || path.StartsWith("last-good", StringComparison.Ordinal)
            )
            .ToDictionary(path => path, path => File.ReadAllBytes(Path.Combine(folder, path)), StringComparer.Ordinal);

    private static void CopyTo(Dictionary<string, byte[]> files, string folder)
    {
        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllBytes(Path.Combine(folder, path), content);
        }
    }
}
