using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebhookReceiver.Decoding;
using WebhookReceiver.Hosting;
using WebhookReceiver.Processing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Postgres;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Erasure;
using WebhookReceiver.Storage.Sqlite.Indexing;
using WebhookReceiver.Tests.Storage.Postgres;

namespace WebhookReceiver.Tests.Storage;

/// <summary>The test's rules for a message of a known contact.</summary>
internal delegate ValueTask<MessageResult> Decide(IncomingMessage message, PendingMessage pending);

/// <summary>A journal in its own folder with an inbox, and a manual clock.</summary>
internal sealed class JournalRig : IDisposable
{
    private static readonly byte[] HashKey = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<IDisposable> _gone = [];
    private readonly ConditionalWeakTable<IncomingMessage, Decide> _rules = [];
    private readonly ConditionalWeakTable<PendingMessage, object> _numbered = [];
    private readonly PostgresSchemaOfTest? _ownSchema;
    private readonly PostgresSchemaOfTest? _schema;
    private readonly TimeSpan _lease;
    private IJournal _journal = null!;

    /// <summary>The store that several servers share.</summary>
    public const string Postgres = "postgres";

    /// <summary>Another server on the schema of this one.</summary>
    public JournalRig Beside() => new(Postgres, schema: _schema, lease: _lease);

    public JournalRig(
        string store = JournalOptions.Sqlite,
        long spoolBytes = 1 << 20,
        PostgresSchemaOfTest? schema = null,
        TimeSpan? lease = null
    )
    {
        _lease = lease ?? TimeSpan.FromMilliseconds(300);
        if (store is Postgres)
        {
            _schema = schema ?? (_ownSchema = new PostgresSchemaOfTest());
        }

        Options = _schema?.Options ?? new JournalOptions { Store = store };
        var temporary = store is JournalOptions.None ? Directory.CreateDirectory(Folder.PathOf("temporary")) : null;
        Paths = new JournalPaths(
            Path.Combine(temporary?.FullName ?? Folder.Path, "journal.db"),
            Folder.PathOf("spool/journal.spool"),
            spoolBytes,
            HashKey
        )
        {
            TemporaryFolder = temporary?.FullName,
        };
        Open();
    }

    public static DateTimeOffset Start { get; } = new(2026, 1, 14, 12, 0, 0, TimeSpan.Zero);

    public TemporaryFolder Folder { get; } = new();
    public SteppingTime Time { get; } = new(Start);
    public JournalOptions Options { get; }
    public JournalPaths Paths { get; private set; }
    public LoggedLines<Inbox> Log { get; } = new();
    public DeliveryCounters Counters { get; private set; } = null!;
    public JournalMetrics Metrics { get; private set; } = null!;
    public ProcessingMetrics Processing { get; private set; } = null!;
    public JournalHealth Health { get; private set; } = null!;
    public Inbox Inbox { get; private set; } = null!;
    public ContactLock Contacts { get; private set; } = null!;

    /// <summary>Forgets a contact, as the running server does.</summary>
    public Task<long> ForgetAsync(string number) =>
        _schema is null
            ? new Eraser(Sqlite, Contacts, Index).ForgetAsync(number)
            : new PostgresEraser(_schema.Database, TimeProvider.System).ForgetAsync(number);

    /// <summary>Handles late results of a delivery.</summary>
    public HandleLateResult? HandleLateResult { get; set; }
    public IJournal Journal => _journal;

    /// <summary>The secrets, for verbs that need them.</summary>
    public void WriteSecrets() =>
        File.WriteAllText(
            Path.Combine(Path.GetDirectoryName(Paths.Database)!, "secrets"),
            $"webhook-key: 0123456789abcdefghijklmnop\nhash-key: {Convert.ToBase64String(HashKey)}\n"
        );

    /// <summary>The settings by which a verb finds this journal.</summary>
    public string[] Settings =>
        _schema is null
            ? [$"--Journal:Folder={Path.GetDirectoryName(Paths.Database)}"]
            :
            [
                $"--Journal:Folder={Folder.Path}",
                $"--Journal:ConnectionString={_schema.Options.ConnectionString}",
                $"--Journal:Schema={_schema.Options.Schema}",
            ];

    /// <summary>The index beside the journal; there is none in most tests.</summary>
    public MessageIndex Index => new(Paths);
    public SqliteJournal Sqlite => (SqliteJournal)_journal;

    /// <summary>Number of evaluations.</summary>
    public int Decided => _decided;

    private int _decided;

    /// <summary>Every trouble that health has told, however short it was.</summary>
    public ConcurrentQueue<string> Troubles { get; } = new();

    private ContactHash? _contacts;
    private RunningTime? _running;

    public void Open()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        Counters = new DeliveryCounters();
        Metrics = new JournalMetrics(meters);
        Processing = new ProcessingMetrics(meters, Counters);
        Health = new JournalHealth();
        Health.Changed += (health, _) => Note((JournalHealth)health!);
        _running = new RunningTime(Time);
        Contacts = new ContactLock(_running);
        _journal = _schema is null
            ? SqliteJournal.Open(Paths, Metrics, Health, Time, Log)
            : new PostgresJournal(
                _schema.Database,
                Replica.Start(),
                Options,
                new PostgresOutbox(_schema.Database),
                Metrics,
                Health,
                Time,
                _running,
                NullLogger<PostgresJournal>.Instance,
                lease: _lease
            );
        _contacts = new ContactHash(HashKey);
        Inbox = new Inbox(
            _journal,
            Contacts,
            EvaluateAsync,
            ProcessingLimits.Default with
            {
                BusyReply = "busy"u8.ToArray(),
            },
            Counters,
            Processing,
            _contacts,
            Time,
            _running,
            Log,
            (received, evaluation) => HandleLateResult?.Invoke(received, evaluation),
            HandleEvaluated
        );
    }

    public void Open(JournalPaths paths)
    {
        Paths = paths;
        Open();
    }

    /// <summary>Closes and opens again, as a restart does.</summary>
    public void Restart()
    {
        Close();
        Open();
    }

    /// <summary>Continues with the state of a killed process: the files as they are now.</summary>
    /// <param name="meanwhile">What somebody does to the files before the next start, given their folder.</param>
    public void Crash(Action<string>? meanwhile = null)
    {
        if (_schema is not null)
        {
            Restart();
            return;
        }

        var left = Folder.PathOf($"left-{Guid.NewGuid():N}");
        Directory.CreateDirectory(left);
        var here = Path.GetDirectoryName(Paths.Database)!;
        foreach (var path in Directory.GetFiles(here, "journal.db*").Concat(Directory.GetFiles(here, "*.running")))
        {
            if (!path.EndsWith("-shm", StringComparison.Ordinal))
            {
                Copy(path, Path.Combine(left, Path.GetFileName(path)));
            }
        }

        Copy(Paths.Spool, Path.Combine(left, "journal.spool"));
        Close();
        meanwhile?.Invoke(left);
        Paths = Paths with { Database = Path.Combine(left, "journal.db"), Spool = Path.Combine(left, "journal.spool") };
        Open();
    }

    private void Note(JournalHealth health)
    {
        if (health.Trouble is { } trouble)
        {
            Troubles.Enqueue(trouble);
        }
    }

    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = new FileStream(to, FileMode.CreateNew);
        source.CopyTo(target);
    }

    public void Close()
    {
        (_journal as IDisposable)?.Dispose();
        _journal = null!;
        _contacts?.Dispose();
        _contacts = null;
        _running?.Dispose();
        Metrics.Dispose();
        Processing.Dispose();
    }

    public IncomingMessage Message(string? id, string text = "hello", string sender = "447700900001") =>
        new()
        {
            Id = id,
            Sender = sender,
            Text = text,
            Channel = "8",
            Project = "10777",
            Raw = Encoding.UTF8.GetBytes(
                $$"""{"number":"{{sender}}","message-in":"{{text}}","unique-id":{{(
                    id is null ? "null" : $"\"{id}\""
                )}},"project-id":"10777","application":"8"}"""
            ),
            ReceivedAt = Time.GetUtcNow(),
            Seed = 42,
        };

    public static MessageKey KeyOf(IncomingMessage message) => MessageKey.Of(message);

    /// <summary>Delivers a message to rules that answer each message with another number.</summary>
    public async Task<string> DeliverAsync(IncomingMessage message) =>
        await DeliverAsync(message, (_, _) => ValueTask.FromResult(Numbered()));

    /// <summary>Delivers a message to rules of the test's own.</summary>
    public async Task<string> DeliverAsync(IncomingMessage message, Decide decide)
    {
        _rules.AddOrUpdate(message, decide);
        return Encoding.UTF8.GetString((await Inbox.ProcessAsync(message, KeyOf(message))).Reply.Span);
    }

    /// <summary>A shared journal may decide a message more than once: there only what counts has a number of its own.</summary>
    public MessageResult Numbered() =>
        Say($"reply {(_schema is null ? Interlocked.Increment(ref _decided) : Volatile.Read(ref _decided) + 1)}");

    public static MessageResult Say(string reply) =>
        new()
        {
            Reply = Encoding.UTF8.GetBytes(reply),
            Rule = "a rule",
            Version = "book-1",
        };

    private ValueTask<MessageResult> EvaluateAsync(PendingMessage pending)
    {
        var message = pending.Message;
        Assert.True(_rules.TryGetValue(message, out var decide));
        return NotedAsync(decide(message with { Contact = pending.State.ViewAt(message.ReceivedAt).Known }, pending));

        ValueTask<MessageResult> NotedAsync(ValueTask<MessageResult> deciding) =>
            _schema is null ? deciding : NoteAsync(deciding, pending);
    }

    private async ValueTask<MessageResult> NoteAsync(ValueTask<MessageResult> deciding, PendingMessage pending)
    {
        var result = await deciding;
        if (result.Reply.Span.StartsWith("reply "u8))
        {
            _numbered.AddOrUpdate(pending, result);
        }

        return result;
    }

    private void HandleEvaluated(PendingMessage pending, bool counts)
    {
        if (counts && _numbered.TryGetValue(pending, out _))
        {
            Interlocked.Increment(ref _decided);
        }
    }

    /// <summary>Waits for a state of the journal; without news the clock moves by a second.</summary>
    public async Task HealthyAsync(Func<JournalHealth, bool> isReached)
    {
        for (var second = 0; second < 60; second++)
        {
            using var news = new SemaphoreSlim(0);
            void OnChanged(object? sender, EventArgs e) => news.Release();
            Health.Changed += OnChanged;
            try
            {
                if (isReached(Health))
                {
                    return;
                }

                Time.Advance(TimeSpan.FromSeconds(1));
                await news.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            }
            finally
            {
                Health.Changed -= OnChanged;
            }
        }

        Assert.Fail("The journal did not get there.");
    }

    /// <summary>Another program's view of the file.</summary>
    public SqliteConnection OpenBeside()
    {
        var connection = new SqliteConnection($"Data Source={Paths.Database};Pooling=False");
        connection.Open();
        _gone.Add(connection);
        return connection;
    }

    public long Count(string sql)
    {
        if (_schema is not null)
        {
            return _schema.Count(sql);
        }

        using var connection = new SqliteConnection($"Data Source={Paths.Database};Pooling=False");
        connection.Open();
        return Database.Number(connection, sql);
    }

    /// <summary>The next commit fails like on a failing disk.</summary>
    public Task FailNextCommitAsync(int code, int extended) =>
        Sqlite.Writer.RunAsync(store =>
            store.BeforeCommit = () => throw new SqliteException("injected", code, extended)
        );

    public void Dispose()
    {
        foreach (var gone in _gone)
        {
            gone.Dispose();
        }

        Close();
        _ownSchema?.Dispose();
        _services.Dispose();
        Folder.Dispose();
    }
}
