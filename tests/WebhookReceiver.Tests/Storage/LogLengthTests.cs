using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Recovery;

namespace WebhookReceiver.Tests.Storage;

/// <summary>The store's write-ahead log, with its checkpoints beside the messages.</summary>
public sealed class LogLengthTests
{
    private const int Batch = 400;
    private const int MostBatches = 60;
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Under_load_the_log_begins_anew_by_itself_and_stays_short()
    {
        using var rig = new JournalRig();

        var length = await SettledLengthAsync(rig, first: 0);

        Assert.InRange(length, 1, 48 * Megabyte);
        Assert.Equal(rig.Decided, rig.Count("SELECT count(*) FROM message WHERE reply IS NOT NULL"));
    }

    [Fact]
    public async Task A_reader_that_never_ends_makes_the_log_grow_and_when_it_is_gone_the_log_begins_anew()
    {
        using var rig = new JournalRig();
        await DeliverAsync(rig, first: 0);
        using var reader = rig.OpenBeside();
        Database.Execute(reader, "BEGIN; SELECT count(*) FROM message;");
        var batches = 1;
        while (Length(rig) < 48 * Megabyte)
        {
            Assert.True(batches < MostBatches * 4, $"The log is only {Length(rig)} bytes long.");
            await DeliverAsync(rig, batches++ * Batch);
        }

        Database.Execute(reader, "COMMIT");

        await SettledLengthAsync(rig, batches * Batch);
        Assert.Equal(rig.Decided, rig.Count("SELECT count(*) FROM message WHERE reply IS NOT NULL"));
    }

    [Fact]
    public void An_old_library_refuses_the_start()
    {
        var refused = Assert.Throws<StartRefusedException>(() => Database.RequireVersion(3_051_002, "3.51.2"));

        Assert.Equal(
            "SQLite 3.51.2 is too old for the journal; the oldest supported version is 3.51.3. Use the library that comes with this program.",
            refused.Message
        );
        Database.RequireVersion(3_051_003, "3.51.3");
    }

    /// <summary>Delivers until the log no longer grows.</summary>
    private static async Task<long> SettledLengthAsync(JournalRig rig, int first)
    {
        var still = 0;
        for (var batch = 0; batch < MostBatches; batch++)
        {
            var before = Length(rig);
            await DeliverAsync(rig, first + (batch * Batch));
            still = Length(rig) <= before ? still + 1 : 0;
            if (still == 3)
            {
                return Length(rig);
            }
        }

        Assert.Fail($"The log still grows at {Length(rig)} bytes.");
        return 0;
    }

    private static async Task DeliverAsync(JournalRig rig, int first)
    {
        var text = new string('x', 4_000);
        for (var i = first; i < first + Batch; i++)
        {
            await rig.DeliverAsync(rig.Message($"id-{i}", text, $"{i}"));
        }
    }

    private static long Length(JournalRig rig) => WalFile.LengthOf(rig.Paths.Database);
}
