using System.Text;
using System.Text.Json;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Tests.Storage;

public sealed class ArchiveTests
{
    [Fact]
    public async Task Messages_are_found_by_number_text_and_id_beside_a_running_server()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1", "when do you OPEN", "447700900001"));
        await rig.DeliverAsync(rig.Message("id-2", "stop", "447700900002"));
        await rig.DeliverAsync(rig.Message("id-3", "open?", "447700900003"));
        using var archive = JournalArchive.Open(rig.Paths.Database);

        Assert.Equal([3, 2, 1], Ids(archive.Find(null, 20)));
        Assert.Equal([3, 2], Ids(archive.Find(null, 2)));
        Assert.Equal([3, 1], Ids(archive.Find("open", 20)));
        Assert.Equal([2], Ids(archive.Find("+44 7700 900002", 20)));
        Assert.Equal([1], Ids(archive.Find("id-1", 20)));
        Assert.Empty(archive.Find("nothing like it", 20));
    }

    [Fact]
    public async Task A_row_gives_back_the_message_as_the_rules_saw_it()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"), SpoolingTests.Remembering(rig));
        var sent = rig.Message("id-2", "second");
        await rig.DeliverAsync(sent, SpoolingTests.Remembering(rig));
        using var archive = JournalArchive.Open(rig.Paths.Database);
        var seen = archive.Show(2)!.Message!;

        Assert.Equal("second", seen.Text);
        Assert.Equal(sent.ReceivedAt, seen.ReceivedAt);
        Assert.Equal(42, seen.Seed);
        Assert.Equal(sent.Raw.ToArray(), seen.Raw.ToArray());
        Assert.Equal(new Dictionary<string, string> { ["count"] = "1" }, seen.Contact);
        Assert.Null(archive.Show(3));
    }

    [Fact]
    public async Task The_export_is_one_whole_object_a_message()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1") with { Raw = new byte[] { 0xff, 0xfe } });
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.DeliverAsync(rig.Message("id-2"));
        using var archive = JournalArchive.Open(rig.Paths.Database);
        var lines = archive.Export(default).Select(Json).ToArray();

        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal("2026-01-14T12:00:00+00:00", first.RootElement.GetProperty("received").GetString());
        Assert.Equal("hello", first.RootElement.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal("reply 1", first.RootElement.GetProperty("reply").GetString());
        Assert.Equal("//4=", first.RootElement.GetProperty("rawBase64").GetString());
        Assert.Single(archive.Export(JournalRig.Start.AddMinutes(30)));
    }

    [Fact]
    public async Task A_backup_holds_everything_also_what_is_in_the_spool()
    {
        using var rig = new JournalRig();
        await rig.DeliverAsync(rig.Message("id-1"));
        await rig.FailNextCommitAsync(SQLitePCL.raw.SQLITE_FULL, SQLitePCL.raw.SQLITE_FULL);
        await rig.DeliverAsync(rig.Message("id-2"));

        var target = rig.Folder.PathOf("backup.db");
        Assert.Equal(2, JournalBackup.Make(rig.Paths, target, now: 1));
        Assert.Equal(1, rig.Sqlite.SpoolFile.Count);
        using (var archive = JournalArchive.Open(target))
        {
            Assert.Equal(
                ["reply 2", "reply 1"],
                archive.Find(null, 9).Select(row => Encoding.UTF8.GetString(row.Reply!))
            );
        }

        var refused = Assert.Throws<StartRefusedException>(() => JournalBackup.Make(rig.Paths, target, now: 1));
        Assert.Equal($"{target} exists already. Name a new file; nothing was changed.", refused.Message);
        Assert.Equal(
            ["backup.db"],
            Directory
                .GetFiles(rig.Folder.Path, "backup*")
                .Select(Path.GetFileName)
                .Where(name => !name!.Contains('-', StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_folder_without_a_journal_is_told()
    {
        using var folder = new TemporaryFolder();
        var refused = Assert.Throws<StartRefusedException>(() => JournalArchive.Open(folder.PathOf("journal.db")));
        Assert.StartsWith(
            $"There is no journal at {folder.PathOf("journal.db")}.",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static long[] Ids(IEnumerable<StoredRow> rows) => [.. rows.Select(row => row.Id)];

    private static string Json(StoredRow row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, StoredMessage.Relaxed))
        {
            row.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
