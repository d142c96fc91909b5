using System.Text;
using CsCheck;
using WebhookReceiver.Journal;
using WebhookReceiver.Journal.Sqlite;

namespace WebhookReceiver.Tests.Journal;

public sealed class KeySetTests
{
    [Fact]
    public void It_never_denies_what_was_added_more_often_than_taken_out_and_denies_the_others() =>
        // Half of them look alike in all that is kept: those that differ by 1 << 16 only.
        Gen.Select(Gen.Bool, Gen.Int[0, 400])
            .Array[0, 1_200]
            .Sample(
                steps =>
                {
                    var keys = new KeySet(2_000);
                    keys.Complete();
                    var times = new int[401];
                    foreach (var (isAdded, number) in steps)
                    {
                        if (isAdded)
                        {
                            keys.Add(Identity(number));
                            times[number]++;
                        }
                        else if (times[number] > 0)
                        {
                            keys.Remove(Identity(number));
                            times[number]--;
                        }
                    }

                    return keys.Count == times.Sum()
                        && Enumerable
                            .Range(0, 401)
                            .All(n => keys.MayContain(Identity(n)) == (times[n] > 0 || (n < 400 && times[n ^ 1] > 0)));
                },
                iter: 2_000
            );

    [Fact]
    public void What_is_taken_out_before_all_were_added_stays()
    {
        var keys = new KeySet(2);
        keys.Add(1);
        keys.Remove(1);
        keys.Complete();
        Assert.True(keys.MayContain(1));
        keys.Remove(1);
        Assert.False(keys.MayContain(1));
    }

    [Fact]
    public void It_is_filled_with_one_for_each_row_however_many_claim_to_be_the_same_and_however_often_the_file_is_opened()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("journal.db");
        var keys = new KeySet(100_000);
        for (var i = 0; i < 3; i++)
        {
            using var store = SqliteStore.Open(path, keys);
            store.Commit([new PendingWrite(Record(i))], now: 1);
        }

        Assert.Equal(3, keys.Count);
        using var last = SqliteStore.Open(path, keys);
        Database.Execute(
            last.Connection,
            """
            WITH RECURSIVE row(id) AS (VALUES(1) UNION ALL SELECT id + 1 FROM row WHERE id < 20500)
            INSERT INTO seen SELECT x'0000000000000007000001', 100 + id FROM row
            """
        );
        KeySetLoader.Load(path, keys, TestContext.Current.CancellationToken);
        Assert.Equal(3 + 20_500, keys.Count);
        Assert.True(keys.MayContain(7));
        Assert.False(keys.MayContain(0x7_0000_0007));
    }

    [Fact]
    public void Until_it_is_complete_and_when_it_is_full_it_answers_maybe()
    {
        var keys = new KeySet(2);
        Assert.True(keys.MayContain(7));
        keys.Complete();
        Assert.False(keys.MayContain(7));
        keys.Add(1);
        keys.Add(2);
        Assert.False(keys.MayContain(7));
        keys.Add(3);
        Assert.True(keys.MayContain(7));
    }

    private static JournalRecord Record(int number) =>
        new()
        {
            Key = new JournalKey(((ulong)number << 33) + 1, 2, 3, HasId: true),
            Contact = new ContactKey("10777", "8", "447700900001"),
            ReceivedAt = JournalRig.Start,
            Answer = new MessageResult { Reply = Encoding.UTF8.GetBytes($"{number}") },
        };

    private static ulong Identity(int number) =>
        ((ulong)(number / 2) * 0x9E3779B97F4A7C15 & ~0x10000UL) | ((ulong)(number % 2) << 16);
}
