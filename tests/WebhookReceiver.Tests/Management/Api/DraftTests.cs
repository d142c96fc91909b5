using System.Diagnostics;
using System.Net;
using WebhookReceiver.Api;

namespace WebhookReceiver.Tests.Management.Api;

public sealed class DraftTests : IAsyncDisposable
{
    private const string Changed = "rules:\n  - id: hours\n    when: hours\n    reply: We open at 9.\n";

    private readonly ApiApp _app = new();

    [Fact]
    public async Task A_check_tells_what_would_be_and_changes_nothing()
    {
        await _app.SayAsync("hours");
        var before = await _app.Client.RuleFilesAsync(ApiApp.Token);
        var good = await _app.As("viewer").CheckAsync(Over("shop.yaml", Changed, replay: 10), ApiApp.Token);
        var bad = await _app.Client.CheckAsync(
            Over("shop.yaml", "rules:\n  - id: hours\n    wen: hours\n    reply: Hi\n"),
            ApiApp.Token
        );
        var failing = await _app.Client.CheckAsync(
            Over("more.yaml", "rules:\n  - id: x\n    when: x\n    reply: y\n    tests: [{ say: z }]\n"),
            ApiApp.Token
        );

        Assert.Equal((true, 1, 0, 0), (good.Ok, good.Rules, good.Tests, good.FailedTests));
        Assert.Equal((1, 1), (good.Proof!.Messages, good.Proof.Differ));
        var differs = Assert.Single(good.Proof.Changes);
        Assert.Equal(("We open at 8.", "We open at 9."), (differs.Before, differs.After));
        Assert.False(bad.Ok);
        Assert.Equal(
            ("error", "shop.yaml", 3, 5),
            bad.Problems.Select(one => (one.Severity, one.Path, one.Line, one.Column)).First()
        );
        Assert.Equal((false, 1, 1), (failing.Ok, failing.Tests, failing.FailedTests));
        Assert.Equal(before.Version, (await _app.Client.RuleFilesAsync(ApiApp.Token)).Version);
        Assert.Equal("We open at 8.", await _app.SayAsync("hours"));
    }

    [Theory]
    [InlineData("../x.yaml")]
    [InlineData("/etc/x.yaml")]
    [InlineData("a/../x.yaml")]
    [InlineData(".hidden.yaml")]
    [InlineData("plugins/x.yaml")]
    [InlineData("x.exe")]
    [InlineData("a\\b.yaml")]
    [InlineData("c:/x.yaml")]
    [InlineData("")]
    public async Task No_file_outside_of_the_rules_can_be_named(string path)
    {
        var check = await ApiApp.RefusedAsync(() => _app.Client.CheckAsync(Over(path, Changed), ApiApp.Token));
        var draft = await ApiApp.RefusedAsync(() => SaveAsync("d", path, Changed));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (check.Status, draft.Status));
    }

    [Fact]
    public async Task A_draft_is_kept_and_not_live_and_two_people_do_not_overwrite_each_other()
    {
        var first = await SaveAsync("gluten", "shop.yaml", Changed);
        var second = await _app.As("owner")
            .SaveDraftAsync("gluten", Content("shop.yaml", Changed + "\n"), first.ETag, ApiApp.Token);
        var late = await ApiApp.RefusedAsync(() => SaveAsync("gluten", "shop.yaml", "rules: []\n", first.ETag));
        var blind = await ApiApp.RefusedAsync(() => SaveAsync("gluten", "shop.yaml", "rules: []\n"));

        Assert.Equal(
            (HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed),
            (late.Status, blind.Status)
        );
        var kept = Assert.Single((await _app.Client.DraftsAsync(ApiApp.Token)).Items);
        Assert.Equal((second.ETag, Changed + "\n", (string?)null), (kept.ETag, kept.Files["shop.yaml"], first.By));
        Assert.Equal(first.BaseFiles["shop.yaml"], kept.BaseFiles["shop.yaml"]);
        Assert.Equal("We open at 8.", await _app.SayAsync("hours"));
        await _app.Client.DiscardDraftAsync("gluten", ApiApp.Token);
        Assert.Empty((await _app.Client.DraftsAsync(ApiApp.Token)).Items);
    }

    [Fact]
    public async Task A_published_draft_answers_at_once_and_stands_in_the_versions_with_its_note()
    {
        var before = await _app.Client.RuleFilesAsync(ApiApp.Token);
        await SaveAsync("d", "shop.yaml", Changed);
        var done = await _app.Client.PublishAsync("d", new Publication { Note = "An hour later" }, ApiApp.Token);

        Assert.Equal("We open at 9.", await _app.SayAsync("hours"));
        Assert.Equal((true, "shop.yaml"), (done.Live, Assert.Single(done.Files)));
        Assert.Equal(Changed, (await _app.Client.RuleFileAsync("shop.yaml", ApiApp.Token)).Text);
        Assert.Empty((await _app.Client.DraftsAsync(ApiApp.Token)).Items);
        Assert.Equal(
            [(done.Version, "An hour later", 1, true, true), (before.Version, null, 4, false, true)],
            (await _app.Client.VersionsAsync(ApiApp.Token)).Items.Select(one =>
                (one.Version, one.Note, one.Rules, one.Live, one.Kept)
            )
        );
        Assert.EndsWith(
            $"operator rules.publish {done.Version} 200",
            await _app.AuditAsync(),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(_app.App.RulesFolder, ".*"));
    }

    [Fact]
    public async Task A_version_is_looked_into_and_restored_byte_for_byte()
    {
        var old = await _app.Client.RuleFilesAsync(ApiApp.Token);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_app.App.RulesFolder, "shop.yaml"), ApiApp.Token);
        await SaveAsync("d", "more.yaml", "rules:\n  - { id: more, when: more, reply: More }\n");
        await _app.Client.PublishAsync("d", new Publication(), ApiApp.Token);
        await SaveAsync("d", "shop.yaml", Changed);
        await _app.Client.PublishAsync("d", new Publication(), ApiApp.Token);

        var inside = await _app.Client.VersionAsync(old.Version, ApiApp.Token);
        var back = await _app.Client.RestoreAsync(old.Version, new Publication(), ApiApp.Token);

        Assert.Equal(ApiApp.Shop, Assert.Single(inside.Files).Value);
        Assert.Equal(old.Version, back.Version);
        Assert.Equal(
            bytes,
            await File.ReadAllBytesAsync(Path.Combine(_app.App.RulesFolder, "shop.yaml"), ApiApp.Token)
        );
        Assert.False(File.Exists(Path.Combine(_app.App.RulesFolder, "more.yaml")));
        Assert.Equal("We open at 8.", await _app.SayAsync("hours"));
        Assert.Equal(
            [true, false, false, false],
            (await _app.Client.VersionsAsync(ApiApp.Token)).Items.Select(one => one.Live)
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await ApiApp.RefusedAsync(() => _app.Client.VersionAsync("../secrets", ApiApp.Token))).Status
        );
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_a_conflict_and_nothing_is_lost()
    {
        await SaveAsync("d", "shop.yaml", Changed);
        const string theirs = "rules:\n  - { id: hours, when: hours, reply: We open at 7. }\n";
        await File.WriteAllTextAsync(Path.Combine(_app.App.RulesFolder, "shop.yaml"), theirs, ApiApp.Token);
        var refused = await ApiApp.RefusedAsync(() => _app.Client.PublishAsync("d", new Publication(), ApiApp.Token));

        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (refused.Status, refused.Error));
        var conflict = Assert.Single(refused.Refusal!.Conflicts!);
        Assert.Equal(("shop.yaml", theirs), (conflict.Path, conflict.Text));
        Assert.Equal(
            theirs,
            await File.ReadAllTextAsync(Path.Combine(_app.App.RulesFolder, "shop.yaml"), ApiApp.Token)
        );
        var draft = await _app.Client.DraftAsync("d", ApiApp.Token);
        Assert.Equal(Changed, draft.Files["shop.yaml"]);

        // Whoever has looked at it saves it with the hash that he saw.
        await _app.Client.SaveDraftAsync(
            "d",
            Content("shop.yaml", Changed) with
            {
                BaseFiles = new Dictionary<string, string?> { ["shop.yaml"] = conflict.Sha256 },
            },
            draft.ETag,
            ApiApp.Token
        );
        Assert.True((await _app.Client.PublishAsync("d", new Publication(), ApiApp.Token)).Live);
    }

    [Fact]
    public async Task A_draft_with_errors_is_not_written()
    {
        await SaveAsync("d", "shop.yaml", "rules:\n  - wen: x\n");
        var refused = await ApiApp.RefusedAsync(() => _app.Client.PublishAsync("d", new Publication(), ApiApp.Token));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "problems"), (refused.Status, refused.Error));
        Assert.Equal("shop.yaml", refused.Refusal!.Problems![0].Path);
        Assert.Equal(ApiApp.Shop, (await _app.Client.RuleFileAsync("shop.yaml", ApiApp.Token)).Text);
    }

    [Fact]
    public async Task A_read_only_folder_ends_in_a_patch_that_git_applies()
    {
        Directory.CreateDirectory(Path.Combine(_app.App.RulesFolder, ".console-probe"));
        await _app.Client.SaveDraftAsync(
            "d",
            new DraftContent
            {
                Title = "mine",
                Files = new Dictionary<string, string?>
                {
                    ["shop.yaml"] = ApiApp.Shop.Replace("at 8", "at 9", StringComparison.Ordinal) + "# no line end",
                    ["new.yaml"] = "rules:\n  - { id: new, when: new, reply: New }\n",
                },
            },
            etag: null,
            ApiApp.Token
        );
        var refused = await ApiApp.RefusedAsync(() => _app.Client.PublishAsync("d", new Publication(), ApiApp.Token));
        var patch = await _app.Client.PatchAsync("d", ApiApp.Token);

        Assert.Equal((HttpStatusCode.Locked, "read-only"), (refused.Status, refused.Error));
        Assert.StartsWith("This server may read the rules", refused.Message, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", ApiApp.Shop);
        folder.Write("the.patch", patch);
        using var git = Process.Start(
            new ProcessStartInfo("git", ["apply", "the.patch"]) { WorkingDirectory = folder.Path }
        )!;
        await git.WaitForExitAsync(ApiApp.Token);
        Assert.Equal(0, git.ExitCode);
        var draft = await _app.Client.DraftAsync("d", ApiApp.Token);
        foreach (var (path, text) in draft.Files)
        {
            Assert.Equal(text, await File.ReadAllTextAsync(folder.PathOf(path), ApiApp.Token));
        }
    }

    [Fact]
    public async Task Where_somebody_approves_a_published_draft_waits()
    {
        _app.App.With("Rules:Gate", "manual");
        await SaveAsync("d", "shop.yaml", Changed);
        var done = await _app
            .Client.For("Ann", "owner")
            .PublishAsync("d", new Publication { Note = "later" }, ApiApp.Token);

        Assert.False(done.Live);
        Assert.Equal("We open at 8.", await _app.SayAsync("hours"));
        await _app.Client.ApproveAsync(done.Version, ApiApp.Token);
        Assert.Equal("We open at 9.", await _app.SayAsync("hours"));
        Assert.Equal("later", (await _app.Client.VersionsAsync(ApiApp.Token)).Items[0].Note);
    }

    [Fact]
    public async Task Why_as_of_then_asks_the_rules_of_then()
    {
        await _app.SayAsync("hours");
        await SaveAsync("d", "shop.yaml", Changed);
        await _app.Client.PublishAsync("d", new Publication(), ApiApp.Token);
        await SaveAsync("e", "shop.yaml", Changed.Replace("at 9", "at 10", StringComparison.Ordinal));

        Assert.Equal(
            ["We open at 8.", "We open at 9.", "We open at 10."],
            new[]
            {
                (await _app.Client.WhyAsync("1", "then", ApiApp.Token)).Reply,
                (await _app.Client.WhyAsync("1", "now", ApiApp.Token)).Reply,
                (await _app.Client.WhyAsync("1", "draft:e", ApiApp.Token)).Reply,
            }
        );
        foreach (var zip in Directory.GetFiles(Path.Combine(_app.App.DataFolder, "rule-versions"), "*.zip"))
        {
            File.Delete(zip);
        }

        Assert.Equal(
            HttpStatusCode.Gone,
            (await ApiApp.RefusedAsync(() => _app.Client.WhyAsync("1", "then", ApiApp.Token))).Status
        );
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static RuleCheck Over(string path, string? text, int replay = 0) =>
        new()
        {
            Files = new Dictionary<string, string?> { [path] = text },
            Replay = replay,
        };

    private static DraftContent Content(string path, string? text) =>
        new()
        {
            Title = "mine",
            Files = new Dictionary<string, string?> { [path] = text },
        };

    private Task<Draft> SaveAsync(string id, string path, string? text, string? etag = null) =>
        _app.Client.SaveDraftAsync(id, Content(path, text), etag, ApiApp.Token);
}
