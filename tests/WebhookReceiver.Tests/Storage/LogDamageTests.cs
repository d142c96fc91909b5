using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Tests.Storage;

/// <summary>Bits that flip in the write-ahead log, of which SQLite drops the rest without a word.</summary>
public sealed class LogDamageTests
{
    private const int Messages = 40;

    [Fact]
    public async Task A_flipped_bit_anywhere_in_the_middle_of_the_log_is_told_and_a_copy_is_kept()
    {
        var (database, log) = await KilledAsync();
        var random = new Random(20260114);
        for (var i = 0; i < 15; i++)
        {
            var damaged = log.ToArray();
            damaged[random.Next(32, log.Length * 3 / 4)] ^= (byte)(1 << random.Next(8));
            using var rig = new JournalRig();
            await OpenAsync(rig, database, damaged);

            var aside = Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db-wal.damaged-*"));
            Assert.Equal(damaged, await File.ReadAllBytesAsync(aside, Cancel));
            Assert.Single(
                rig.Log.Lines,
                line =>
                    line.StartsWith(
                        $"Critical: THE JOURNAL'S LOG IS DAMAGED. A copy is kept as {aside}",
                        StringComparison.Ordinal
                    )
            );
            Assert.Equal(
                "reply new",
                await rig.DeliverAsync(rig.Message("new"), (_, _) => ValueTask.FromResult(JournalRig.Say("reply new")))
            );
        }
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_in_the_head_of_the_log_sets_it_aside()
    {
        var (database, log) = await KilledAsync();
        for (var at = 0; at < 32; at++)
        {
            var damaged = log.ToArray();
            damaged[at] ^= 4;
            using var rig = new JournalRig();
            await OpenAsync(rig, database, damaged);

            Assert.Single(Directory.GetFiles(rig.Folder.Path, "journal.db-wal.damaged-*"));
            Assert.Single(
                rig.Log.Lines,
                line => line.StartsWith("Critical: THE JOURNAL'S LOG IS UNREADABLE", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task What_a_kill_or_a_power_cut_leaves_at_the_end_is_no_damage()
    {
        var (database, log) = await KilledAsync();
        var random = new Random(7);
        for (var i = 0; i < 15; i++)
        {
            var cut = random.Next(log.Length / 2, log.Length);
            byte[] torn = i % 3 == 0 ? log[..cut] : [.. log[..cut], .. new byte[log.Length - cut]];
            if (i % 3 == 2)
            {
                random.NextBytes(torn.AsSpan(cut));
            }

            using var rig = new JournalRig();
            await OpenAsync(rig, database, torn);

            Assert.Empty(Directory.GetFiles(rig.Folder.Path, "journal.db-wal.damaged*"));
            Assert.DoesNotContain(rig.Log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_was_rolled_back_before_a_shorter_commit_is_no_damage()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("journal.db");
        using (var store = SqliteStore.Open(path, new SeenIndex()))
        {
            Database.Execute(store.Connection, "PRAGMA cache_size = 1; CREATE TABLE large(x)");
            Database.Execute(
                store.Connection,
                "BEGIN; INSERT INTO large SELECT randomblob(9000) FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8)); ROLLBACK"
            );
            Database.Execute(store.Connection, "INSERT INTO mark VALUES('a', 1)");
            File.Copy(path + "-wal", folder.PathOf("copy"));
        }

        Assert.Equal((true, false), (Scan(folder).IsReadable, Scan(folder).HasCommitBehindDamage));
    }

    [Fact]
    public void What_an_earlier_round_of_the_log_left_behind_a_commit_is_no_damage()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("journal.db");
        using (var store = SqliteStore.Open(path, new SeenIndex()))
        {
            for (var i = 0; i < 20; i++)
            {
                Database.Execute(store.Connection, $"INSERT INTO mark VALUES('of the first round {i}', 1)");
            }

            var whole = new FileInfo(path + "-wal").Length;
            Database.Execute(store.Connection, "PRAGMA wal_checkpoint(RESTART)");
            Database.Execute(store.Connection, "INSERT INTO mark VALUES('of the second', 1)");
            File.Copy(path + "-wal", folder.PathOf("copy"));
            Assert.Equal(whole, new FileInfo(folder.PathOf("copy")).Length);
        }

        Assert.Equal((true, false), (Scan(folder).IsReadable, Scan(folder).HasCommitBehindDamage));
    }

    private static WalScan Scan(TemporaryFolder folder) => WalScan.Of(folder.PathOf("copy"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The files of a killed process.</summary>
    private static async Task<(byte[] Database, byte[] Log)> KilledAsync()
    {
        using var rig = new JournalRig();
        for (var i = 0; i < Messages; i++)
        {
            await rig.DeliverAsync(rig.Message($"id-{i}"));
        }

        return (Shared(rig.Paths.Database), Shared(rig.Paths.Database + "-wal"));
    }

    private static async Task OpenAsync(JournalRig rig, byte[] database, byte[] log)
    {
        rig.Close();
        await File.WriteAllBytesAsync(rig.Paths.Database, database, Cancel);
        await File.WriteAllBytesAsync(rig.Paths.Database + "-wal", log, Cancel);
        rig.Log.Clear();
        rig.Open();
    }

    private static byte[] Shared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
