using System.Text;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Tests.Storage;

public sealed class PowerCutTests
{
    private const int Cuts = 1_000;

    [Fact]
    public void Wherever_the_unsynced_tail_of_the_log_is_cut_every_acknowledged_message_is_there()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.PathOf("live.db"), new SeenIndex());
        Write(store, from: 0, to: 40);
        Database.Execute(store.Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        Write(store, from: 40, to: 80);
        var acknowledged = new FileInfo(folder.PathOf("live.db-wal")).Length;
        var ends = new List<long>();
        for (var first = 80; first < 120; first += 4)
        {
            Write(store, first, first + 4);
            ends.Add(new FileInfo(folder.PathOf("live.db-wal")).Length);
        }

        var database = File.ReadAllBytes(folder.PathOf("live.db"));
        var log = ReadShared(folder.PathOf("live.db-wal"));
        Assert.True(log.Length > acknowledged);

        var random = new Random(20260114);
        for (var i = 0; i < Cuts; i++)
        {
            var cut = (int)random.NextInt64(acknowledged, log.Length);
            // Of the groups behind it, those that are whole count, and no part of another.
            var whole = ends.Count(end => end <= cut);
            Assert.Equal(80 + (4 * whole), Reopen(folder, database, Torn(log, cut, random)));
        }
    }

    [Fact]
    public void A_checkpoint_that_was_half_on_the_disk_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.PathOf("live.db"), new SeenIndex());
        Write(store, from: 0, to: 40);
        Database.Execute(store.Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        Write(store, from: 40, to: 120);
        var before = File.ReadAllBytes(folder.PathOf("live.db"));
        var log = ReadShared(folder.PathOf("live.db-wal"));
        Database.Execute(store.Connection, "PRAGMA wal_checkpoint(PASSIVE)");
        var after = ReadShared(folder.PathOf("live.db"));

        var random = new Random(20260115);
        for (var i = 0; i < Cuts / 10; i++)
        {
            // The disk wrote some pages of the checkpoint and not others, in any order.
            var half = after.ToArray();
            for (var page = 0; page < half.Length / 4096; page++)
            {
                if (random.Next(2) == 0)
                {
                    var old = page * 4096 < before.Length ? before.AsSpan(page * 4096, 4096) : new byte[4096];
                    old.CopyTo(half.AsSpan(page * 4096));
                }
            }

            Assert.Equal(120, Reopen(folder, half, log));
        }
    }

    /// <summary>The cuts above begin at what was flushed; whether it was flushed at all, no cut of a file can show.</summary>
    [Fact]
    public void A_commit_is_flushed_before_it_is_acknowledged()
    {
        const int full = 2;
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(folder.PathOf("live.db"), new SeenIndex());

        Assert.Equal(full, Database.Number(store.Connection, "PRAGMA synchronous"));
    }

    /// <summary>The number of messages, after checks that they are the first ones and that the file is whole.</summary>
    private static long Reopen(TemporaryFolder folder, byte[] database, byte[] log)
    {
        var path = folder.PathOf("cut.db");
        File.Delete(path + "-shm");
        File.WriteAllBytes(path, database);
        File.WriteAllBytes(path + "-wal", log);
        using var store = SqliteStore.Open(path, new SeenIndex());
        Assert.Null(Database.FaultOf(store.Connection));
        var count = Database.Number(store.Connection, "SELECT count(*) FROM message WHERE reply IS NOT NULL");
        Assert.Equal(count, Database.Number(store.Connection, "SELECT count(DISTINCT seed) FROM message"));
        Assert.Equal(count - 1, Database.Number(store.Connection, "SELECT max(seed) FROM message"));
        return count;
    }

    private static byte[] Torn(byte[] log, int cut, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                return log[..cut];
            case 1:
                return [.. log[..cut], .. new byte[log.Length - cut]];
            default:
                var torn = log.ToArray();
                random.NextBytes(torn.AsSpan(cut));
                return torn;
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    // A group of four in each transaction, as the writer makes them.
    private static void Write(SqliteStore store, int from, int to)
    {
        for (var first = from; first < to; first += 4)
        {
            var group = Enumerable.Range(first, 4).Select(n => new PendingWrite(Record(n))).ToArray();
            store.Commit(group, now: first);
        }
    }

    private static JournalRecord Record(int number) =>
        new()
        {
            Key = new MessageKey((ulong)number * 0x9E3779B97F4A7C15, 1, (ulong)number, HasId: true),
            Contact = new ContactKey("1", "8", "2"),
            ReceivedAt = JournalRig.Start,
            Seed = number,
            Raw = new byte[300],
            Answer = new MessageResult { Reply = Encoding.UTF8.GetBytes($"reply {number}") },
        };
}
