using CsCheck;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Tests.Storage;

public sealed class SeenIndexTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void It_finds_the_rows_of_a_message_newest_first_and_after_them_the_newest_that_borrows_its_id()
    {
        var seen = new SeenIndex();
        foreach (var (row, content) in (ReadOnlySpan<(long, ulong)>)[(5, 1), (7, 2), (9, 1), (8, 3), (6, 1)])
        {
            seen.Add(Bytes(Key(1, content)), row);
        }

        Assert.Equal([9L, 6, 5, 8], seen.RowsOf(Key(1, content: 1)));
        Assert.Equal([7L, 9], seen.RowsOf(Key(1, content: 2)));
        Assert.Equal([9L], seen.RowsOf(Key(1, content: 4)));
        Assert.Empty(seen.RowsOf(Key(2, content: 1)));
    }

    [Fact]
    public void What_looks_alike_in_all_bits_that_it_keeps_is_found_together_and_taken_out_apart()
    {
        var seen = new SeenIndex();
        var one = new MessageKey(0x1234_0000_89AB_CDEF, 0x5555_5500_0000_0000, 0, HasId: true);
        var other = one with { Identity = 0x1234_3FFF_89AB_CDEF, High = 0x5555_5500_0000_0001 };
        seen.Add(Bytes(one), 1);
        seen.Add(Bytes(other), 2);
        Assert.Equal([2L, 1], seen.RowsOf(one));

        seen.Remove(Bytes(one), 1);
        Assert.Equal([2L], seen.RowsOf(one));
        seen.Remove(Bytes(one), 1);
        Assert.Equal([2L], seen.RowsOf(other));
        Assert.Equal(1, seen.Count);
    }

    [Fact]
    public void A_row_that_is_added_again_is_in_it_once()
    {
        var seen = new SeenIndex();
        seen.Add(Bytes(Key(1)), 5);
        seen.Add(Bytes(Key(1)), 5);
        Assert.Equal(1, seen.Count);
        seen.Remove(Bytes(Key(1)), 5);
        Assert.Equal(0, seen.Count);
        Assert.Empty(seen.RowsOf(Key(1)));
    }

    [Fact]
    public void It_never_denies_a_row_that_was_added_and_not_taken_out_and_denies_the_others() =>
        // Few lists, so that they grow and shrink, and many similar rows.
        Gen.Select(Gen.Bool, Gen.Int[1, 400])
            .Array[0, 1_200]
            .Sample(
                steps =>
                {
                    var seen = new SeenIndex();
                    var rows = new HashSet<int>();
                    foreach (var (isAdded, row) in steps)
                    {
                        if (isAdded)
                        {
                            rows.Add(row);
                            seen.Add(Bytes(KeyOf(row)), row);
                        }
                        else
                        {
                            rows.Remove(row);
                            seen.Remove(Bytes(KeyOf(row)), row);
                        }
                    }

                    return seen.Count == rows.Count
                        && Enumerable
                            .Range(1, 400)
                            .All(row => seen.RowsOf(KeyOf(row)).Contains(row) == rows.Contains(row));

                    static MessageKey KeyOf(int row) => Key((ulong)row % 40, (ulong)row % 3);
                },
                iter: 2_000
            );

    [Fact]
    public void Without_an_id_only_rows_of_about_the_time_of_arrival_are_looked_at_on_either_side_of_it()
    {
        var seen = new SeenIndex();
        var said = new MessageKey(1, 2, 0, HasId: false);
        for (var i = 0; i < 10_000; i++)
        {
            seen.Add(Bytes(said.ArrivedAt(JournalRig.Start + (i * 10 * Second))), i + 1);
        }

        foreach (var seconds in (double[])[50_000, 50_003.1, 50_009.9])
        {
            Assert.Equal([5_002L, 5_001, 5_000], seen.RowsOf(said.ArrivedAt(JournalRig.Start + (seconds * Second))));
        }
    }

    [Fact]
    public void Far_beyond_what_its_lists_begin_with_every_row_is_found()
    {
        var seen = new SeenIndex();
        const int Rows = 300_000;
        Parallel.For(1, Rows + 1, row => seen.Add(Bytes(Key((ulong)row)), row));
        Assert.Equal(Rows, seen.Count);
        for (var row = 1; row <= Rows; row++)
        {
            Assert.Equal([row], seen.RowsOf(Key((ulong)row)));
            Assert.Empty(seen.RowsOf(Key((ulong)row + Rows)));
        }
    }

    [Fact]
    public async Task While_its_rows_cannot_be_read_new_messages_wait_and_nothing_is_decided_twice()
    {
        using var rig = new JournalRig();
        for (var i = 1; i <= 300; i++)
        {
            await rig.DeliverAsync(rig.Message($"id-{i}"));
        }

        rig.Close();
        DamageIndex(rig.Paths.Database);
        rig.Open(rig.Paths with { MostBytesCheckedAtStart = 4096 });
        var known = rig.DeliverAsync(rig.Message("id-7"));
        var fresh = rig.DeliverAsync(rig.Message("new"));
        await rig.HealthyAsync(health => health.Trouble is not null);
        Assert.False(fresh.IsCompleted);
        await rig.HealthyAsync(health => health.Trouble is null);
        while (!rig.Sqlite.Seen.IsComplete)
        {
            rig.Time.Advance(Second);
            await Task.Yield();
        }

        Assert.Equal("reply 7", await known);
        Assert.Equal("reply 301", await fresh);
        Assert.Equal(301, rig.Sqlite.Seen.Count);
        Assert.Single(rig.Log.Lines, line => line.Contains("new messages wait", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_it_is_loaded_messages_come_in_and_each_gets_its_reply()
    {
        using var rig = new JournalRig();
        var replies = await DeliverAsync(rig, "old", 200);
        await rig.Sqlite.Writer.RunAsync(store =>
        {
            // Between the first ones and those that come now.
            Database.Execute(
                store.Connection,
                """
                INSERT INTO message(key, stored, received, seed, reply)
                  WITH RECURSIVE row(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM row WHERE n < 60000)
                  SELECT randomblob(24), 1768392000, 0, n, x'7b7d' FROM row
                """
            );
            return true;
        });
        rig.Restart();

        var both = await Task.WhenAll(DeliverAsync(rig, "new", 200), DeliverAsync(rig, "old", 200));
        Assert.Equal(replies, both[1]);
        Assert.Equal(both[0], await DeliverAsync(rig, "new", 200));
        Assert.Equal(400, rig.Decided);
        await rig.Sqlite.Seen.Loaded;
        Assert.Equal(60_400, rig.Sqlite.Seen.Count);
    }

    [Fact]
    public async Task What_expires_or_is_erased_leaves_it()
    {
        using var rig = new JournalRig();
        await rig.Sqlite.Seen.Loaded;
        await rig.DeliverAsync(rig.Message("id-1", sender: "447700900001"));
        await rig.DeliverAsync(rig.Message("id-2", sender: "447700900002"));
        await rig.DeliverAsync(rig.Message("id-3", sender: "447700900003"));
        Assert.Equal(1, await new Eraser(rig.Sqlite, rig.Contacts, rig.Index).ForgetAsync("447700900003"));
        Assert.Equal(2, rig.Sqlite.Seen.Count);

        // The number of an erased row is not reused either.
        rig.Restart();
        await rig.Sqlite.Seen.Loaded;
        await rig.DeliverAsync(rig.Message("id-4"));
        Assert.Equal(4, rig.Count("SELECT max(id) FROM message"));

        rig.Time.Advance(TimeSpan.FromDays(8));
        await rig.Sqlite.Writer.RunAsync(rig.Sqlite.Retention(rig.Options).Step);
        Assert.Equal(0, rig.Sqlite.Seen.Count);
    }

    private static Task<string[]> DeliverAsync(JournalRig rig, string name, int count) =>
        Task.WhenAll(
            Enumerable.Range(0, count).Select(i => rig.DeliverAsync(rig.Message($"{name}-{i}", sender: $"{i}")))
        );

    private static void DamageIndex(string path)
    {
        long page;
        using (var connection = Database.OpenForReading(path))
        {
            page = Database.Number(connection, "SELECT rootpage FROM sqlite_schema WHERE name = 'message_key'");
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.Position = (page - 1) * 4096;
        file.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
    }

    /// <summary>Spread like hashes.</summary>
    private static MessageKey Key(ulong identity, ulong content = 1) =>
        new(identity * 0x9E3779B97F4A7C15, content * 0xD1B54A32D192ED03, content, HasId: true);

    private static byte[] Bytes(MessageKey key)
    {
        var bytes = new byte[MessageKey.Length];
        key.WriteTo(bytes);
        return bytes;
    }
}
