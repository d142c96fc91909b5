using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WebhookReceiver.Decoding;
using WebhookReceiver.Hosting;
using WebhookReceiver.Management.Counts;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary><c>index 200000</c>: how fast the index is made from a journal, and how long the console's questions take.</summary>
internal static class IndexVerb
{
    private const int GroupSize = 500;
    private const int People = 20_000;
    private const int Tries = 5;

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words =
    [
        .. "open hours cake gluten free price delivery table order bread when where how much today tomorrow please thanks card cash street".Split(
            ' '
        ),
    ];

    public static async Task RunAsync(string[] args)
    {
        var rows = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 200_000;
        var folder = Directory.CreateTempSubdirectory("index").FullName;
        try
        {
            await MeasureAsync(folder, rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, int rows)
    {
        var key = new byte[32];
        var paths = new JournalPaths(
            Path.Combine(folder, "journal.db"),
            Path.Combine(folder, "journal.spool"),
            1 << 20,
            key
        );
        Fill(paths.Database, rows);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new JournalMetrics(services.GetRequiredService<IMeterFactory>());
        using var journal = SqliteJournal.Open(
            paths,
            metrics,
            new JournalHealth(),
            TimeProvider.System,
            NullLogger.Instance
        );
        using var contacts = new ContactHash(key);
        using var index = new MessageIndex(paths);
        using var running = new RunningTime(TimeProvider.System);
        var messages = new SqliteJournalRows(journal, new LineReader(contacts, FoldedText.Of));
        using var filler = new IndexFiller(index, messages, running);
        var watch = Stopwatch.StartNew();
        await filler.CatchUpAsync(TimeSpan.MaxValue, gently: false, CancellationToken.None);
        Tell($"{rows} rows: {rows / watch.Elapsed.TotalSeconds:N0} rows a second, {index.Bytes >> 20} MB");

        var stored = new StoredConversations(messages, journal, index, filler, contacts, FoldedText.Of);
        await AskAsync("all people, 50", () => FindAsync(stored, new LineFilter()));
        await AskAsync(
            "search of a common word",
            () => FindAsync(stored, new LineFilter { Words = stored.WordsOf("gluten") })
        );
        await AskAsync(
            "search of a beginning",
            () => FindAsync(stored, new LineFilter { Words = stored.WordsOf("glut") })
        );
        await AskAsync(
            "search of a rare word",
            () => FindAsync(stored, new LineFilter { Words = stored.WordsOf("rare77") })
        );
        await AskAsync(
            "not understood",
            () => FindAsync(stored, new LineFilter { Understood = false, Fallbacks = ["fallback"] })
        );
        await AskAsync(
            "numbers of 30 days by hour and rule",
            () =>
                stored.CountAsync(
                    connection =>
                        new MessageTally(TimeZoneInfo.Utc, isByHour: true, "rule", new HashSet<string>()).Count(
                            connection,
                            Start,
                            Start.AddDays(30)
                        ),
                    CancellationToken.None
                )
        );
        await AskAsync(
            "numbers of 30 days by day, with people",
            () =>
                stored.CountAsync(
                    connection =>
                        new MessageTally(TimeZoneInfo.Utc, isByHour: false, split: null, new HashSet<string>()).Count(
                            connection,
                            Start,
                            Start.AddDays(30)
                        ),
                    CancellationToken.None
                )
        );
    }

    private static async Task FindAsync(StoredConversations stored, LineFilter filter) =>
        await stored.FindAsync(filter, long.MaxValue, 50, CancellationToken.None);

    private static async Task AskAsync(string question, Func<Task> ask)
    {
        var times = new List<double>();
        for (var i = 0; i < Tries; i++)
        {
            var watch = Stopwatch.StartNew();
            await ask();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Tell($"{question}: median {times[Tries / 2]:N1} ms, longest {times[^1]:N1} ms");
    }

    private static void Fill(string path, int rows)
    {
        var random = new Random(7);
        using var store = SqliteStore.Open(path, new SeenIndex());
        for (var done = 0; done < rows; done += GroupSize)
        {
            store.Commit(
                [
                    .. Enumerable
                        .Range(done, Math.Min(GroupSize, rows - done))
                        .Select(row => new PendingWrite(Record(row, rows, random))),
                ],
                now: Start.ToUnixTimeSeconds()
            );
            store.Maintain();
        }
    }

    private static JournalRecord Record(int row, int rows, Random random)
    {
        // Spread like hashes.
        var identity = (ulong)(row + 1) * 0x9E3779B97F4A7C15;
        var sender = $"4477{random.Next(People):D8}";
        var text = string.Join(' ', Enumerable.Range(0, 6).Select(_ => Words[random.Next(Words.Length)]));
        var message = new IncomingMessage
        {
            Sender = sender,
            Text = $"{text} rare{row % 1_000}",
            Channel = "8",
            Project = "10777",
        };
        return new JournalRecord
        {
            Key = new MessageKey(identity, identity, identity, HasId: true),
            Contact = ContactKey.Of(message),
            ReceivedAt = Start + (TimeSpan.FromDays(30) * ((double)row / rows)),
            Raw = new byte[250],
            Decoded = StoredMessage.ToJson(message),
            Answer = new MessageResult
            {
                Reply = Encoding.UTF8.GetBytes(
                    "{\"message-out\":\"We are open from 8 to 6.\",\"delay\":\"0\",\"type\":\"1\"}"
                ),
                Rule = random.Next(4) == 0 ? "fallback" : $"rule-{random.Next(30)}",
                Version = "0123456789ab",
                Duration = TimeSpan.FromMicroseconds(random.Next(50, 900)),
            },
        };
    }

    private static void Tell(string line) => Console.WriteLine(line);
}
