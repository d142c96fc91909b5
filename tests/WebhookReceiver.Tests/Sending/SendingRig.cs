using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebhookReceiver.Sending;
using WebhookReceiver.Sending.Limits;
using WebhookReceiver.Sending.Pushing;
using WebhookReceiver.Sending.Reports;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Sending;

/// <summary>A journal, the sending chapter over it, a peer, and a manual clock.</summary>
internal sealed class SendingRig : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ContactHash _hash = new([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);
    private readonly SendingMetrics _metrics;
    private WarmUp _warmUp = null!;
    private int _added;

    public SendingRig(SendingOptions? options = null, string store = JournalOptions.Sqlite)
    {
        Options = options ?? new SendingOptions();
        Options.Token ??= "token-of-this-rig";
        Options.CheckMedia = false;
        Journal = new JournalRig(store);
        _metrics = new SendingMetrics(_services.GetRequiredService<IMeterFactory>());
        Open();
    }

    public SendingOptions Options { get; }
    public JournalRig Journal { get; }
    public PushPeer Peer { get; } = new();
    public LinesOf<OutboxDispatcher> Log { get; } = new();
    public LinesOf<OutboxUpdater> Outcomes { get; } = new();

    /// <summary>The events that reached the rules, as <c>event name text</c>.</summary>
    public List<string> Happened { get; } = [];
    public PushRateLimiter Limiter { get; private set; } = null!;
    public OutboxDispatcher OutboxDispatcher { get; private set; } = null!;
    public IOutbox Outbox => Journal.Journal.Outbox;

    /// <summary>The epoch of this process; before the first restart none has begun.</summary>
    public long Epoch { get; private set; }

    /// <summary>A new process over the same files.</summary>
    public async Task RestartAsync()
    {
        Limiter.Dispose();
        _warmUp.Dispose();
        Journal.Restart();
        Open();
        Epoch = (await Outbox.BeginEpochAsync(Journal.Time.GetUtcNow(), lease: 1)).Number;
    }

    /// <summary>Puts a text for a contact into the outbox.</summary>
    public Task<OutboxEntry> AddAsync(
        string number,
        string text,
        Func<FollowUpMessage, FollowUpMessage>? with = null,
        TimeSpan? expiresAfter = null
    ) =>
        AddAsync(
            new FollowUpMessage
            {
                Project = "10777",
                Channel = "10",
                Recipient = number,
                Kind = FollowUpKind.Ordered,
                Text = text,
            },
            with,
            expiresAfter
        );

    public async Task<OutboxEntry> AddAsync(
        FollowUpMessage message,
        Func<FollowUpMessage, FollowUpMessage>? with = null,
        TimeSpan? expiresAfter = null
    )
    {
        var whole = with?.Invoke(message) ?? message;
        var now = Journal.Time.GetUtcNow();
        return await Outbox.AddAsync(
            new OutboxEntry
            {
                Reference = $"r{++_added}",
                Contact = new ContactKey(whole.Project, whole.Channel, whole.Recipient),
                CreatedAt = now,
                DueAt = now,
                ExpiresAt = now + expiresAfter,
                Body = whole.ToJson(),
            }
        );
    }

    /// <summary>Runs rounds until nothing is left at this instant.</summary>
    public async Task RunAsync()
    {
        for (var round = 0; round < 200; round++)
        {
            if (
                await OutboxDispatcher.RoundAsync(Epoch, TestContext.Current.CancellationToken) > TimeSpan.Zero
                && await IsIdleAsync()
            )
            {
                return;
            }
        }

        Assert.Fail("It does not come to rest.");
    }

    public async Task<(OutboxState State, string? Detail)> StateOfAsync(string reference)
    {
        var entry = await Outbox.FindAsync(reference);
        return (entry!.State, entry.Detail);
    }

    public void Dispose()
    {
        Limiter.Dispose();
        _warmUp.Dispose();
        _hash.Dispose();
        _metrics.Dispose();
        Journal.Dispose();
        Peer.Dispose();
        _services.Dispose();
    }

    /// <summary>Processes the stored events.</summary>
    public async Task SettleAsync()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        await new DeliveryReportProcessor(
            Journal.Journal,
            options,
            new EventReactions(HandleEvent, options),
            Updater(options),
            Journal.Time
        ).RoundAsync();
    }

    private OutboxUpdater Updater(IOptions<SendingOptions> options) =>
        new(Journal.Journal, new EventReactions(HandleEvent, options), _metrics, options, Journal.Time, Outcomes);

    private ValueTask HandleEvent(IncomingMessage happened, string name)
    {
        Happened.Add($"{happened.Event} {name}: {happened.Channel} {happened.Sender} {happened.Text}");
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsIdleAsync() =>
        Limiter.Wait > TimeSpan.Zero || (await Outbox.LookAsync(Journal.Time.GetUtcNow(), 1)).Count == 0;

    private void Open()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var channels = new Channels(options);
        Limiter = new PushRateLimiter(
            Options.RequestsPerMinute,
            Journal.Folder.PathOf("sending.window"),
            "boot-of-this-rig",
            Journal.Time
        );
        _warmUp = new WarmUp(Options.NewUsersPerDay, Journal.Folder.PathOf("sending.reached"), _hash, Journal.Time);
        OutboxDispatcher = new OutboxDispatcher(
            Journal.Journal,
            new Planner(
                Journal.Journal,
                options,
                channels,
                new PhoneNumberParser(options),
                new MediaCheck(Peer, options, Journal.Time)
            ),
            new PushBatcher(options),
            Limiter,
            _warmUp,
            new PushClient(Peer, options, channels, Journal.Time),
            Updater(options),
            new OperatorNotice(
                new OutgoingMessageFactory(options, channels, new PhoneNumberParser(options)),
                Journal.Journal,
                options,
                Journal.Time,
                NullLogger<OperatorNotice>.Instance
            ),
            new OnlySender(),
            _metrics,
            options,
            Journal.Time,
            Log
        );
    }
}

/// <summary>Records the log lines of a class.</summary>
internal sealed class LinesOf<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string[] Lines => [.. _lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
}
