using BenchmarkDotNet.Attributes;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Benchmarks;

/// <summary>
/// A group of new messages into the store, until it is on the disk. The disk is that of the temporary folder.
/// </summary>
[MemoryDiagnoser]
public class CommittingBenchmarks
{
    private static readonly byte[] Raw = new byte[250];
    private static readonly byte[] Decoded = new byte[150];
    private static readonly byte[] Reply = new byte[60];

    private string _folder = "";
    private SqliteStore _store = null!;
    private ulong _next;

    [Params(1, 16, 128)]
    public int Messages { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("committing").FullName;
        _store = SqliteStore.Open(Path.Combine(_folder, "journal.db"), new SeenIndex());
    }

    [Benchmark]
    public void Commit()
    {
        var group = new PendingWrite[Messages];
        for (var i = 0; i < group.Length; i++)
        {
            group[i] = new PendingWrite(Record());
        }

        _store.Commit(group, now: 1_800_000_000);
        _store.Maintain();
    }

    [GlobalCleanup]
    public void Close()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private JournalRecord Record()
    {
        // Spread like hashes.
        var identity = ++_next * 0x9E3779B97F4A7C15;
        return new JournalRecord
        {
            Key = new MessageKey(identity, identity, identity, HasId: true),
            Contact = new ContactKey("10777", "8", "447700900123"),
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Raw = Raw,
            Decoded = Decoded,
            Answer = new MessageResult
            {
                Reply = Reply,
                Rule = "hours",
                Version = "0123456789ab",
            },
        };
    }
}
