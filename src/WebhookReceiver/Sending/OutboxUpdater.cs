using Microsoft.Extensions.Options;
using WebhookReceiver.Sending.Reports;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Records the outcome of entries, with all its effects.</summary>
internal sealed partial class OutboxUpdater(
    IJournal journal,
    EventReactions eventReactions,
    SendingMetrics metrics,
    IOptions<SendingOptions> options,
    TimeProvider time,
    ILogger<OutboxUpdater> logger
)
{
    private readonly SendingOptions _options = options.Value;
    private readonly IOutbox _outbox = journal.Outbox;

    /// <summary>
    /// Retries until the store accepts the outcome; if the process ends first, the outcome counts as unknown.
    /// </summary>
    public async Task KeepAsync(
        IReadOnlyList<OutboxEntry> entries,
        IReadOnlyList<OutboxChange> changes,
        CancellationToken stopping
    )
    {
        while (true)
        {
            try
            {
                await ApplyAsync(entries, changes);
                return;
            }
            catch (JournalUnavailableException e) when (!stopping.IsCancellationRequested)
            {
                Log.NotKept(logger, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Matches changes with their entries by reference, and records them.</summary>
    public Task ApplyAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<OutboxChange> changes) =>
        ApplyAsync([
            .. entries.Join(
                changes,
                entry => entry.Reference,
                change => change.Reference,
                (entry, change) => new OutboxNews(entry, change),
                StringComparer.Ordinal
            ),
        ]);

    /// <summary>
    /// Records changes of entries. Before that it adds replacements of failed entries and asks the rules; both are idempotent.
    /// </summary>
    /// <param name="news">The changes, each with its entry.</param>
    /// <param name="events">The events they come from; <see langword="null"/>: they come from no event.</param>
    /// <exception cref="JournalUnavailableException">The store fails; call it again.</exception>
    public async Task ApplyAsync(IReadOnlyList<OutboxNews> news, IReadOnlyList<StoredEvent>? events = null)
    {
        var now = time.GetUtcNow();
        OutboxEntry[] instead =
        [
            .. news.SelectMany(one => ChannelFallback.Of(one.Entry, one.Change, now, _options.MaxAge)),
        ];
        if (instead.Length > 0)
        {
            await _outbox.AddAllAsync(instead);
        }

        foreach (var (entry, change, project, _) in news.Where(one => one.IsNews))
        {
            await eventReactions.OfAsync(entry, change, project);
        }

        OutboxChange[] changes = [.. news.Select(one => one.Change)];
        await (events is null ? _outbox.ChangeAllAsync(changes) : _outbox.SettleAsync(events, changes));
        Count(changes);
    }

    public void Count(IReadOnlyList<OutboxChange> changes)
    {
        foreach (var (state, count) in changes.CountBy(change => change.State))
        {
            metrics.Message(state.Word(), count);
        }

        foreach (
            var (reason, count) in changes
                .Where(change => change.State is OutboxState.Dead)
                .CountBy(change => change.Detail ?? "no reason is known", StringComparer.Ordinal)
        )
        {
            Log.GivenUp(logger, count, reason);
        }
    }

    /// <summary>Counts entries that the store found late by itself.</summary>
    public void CountExpired(int count)
    {
        metrics.Message(OutboxState.Dead.Word(), count);
        Log.GivenUp(logger, count, OutboxDetails.Expired);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} messages are dead: {Reason}. See outbox list --state dead")]
        public static partial void GivenUp(ILogger logger, int count, string reason);

        [LoggerMessage(LogLevel.Error, "The result of a push cannot be stored; the server retries: {Reason}")]
        public static partial void NotKept(ILogger logger, string reason);
    }
}

/// <summary>A change of an entry.</summary>
/// <param name="Entry">The entry before.</param>
/// <param name="Change">What happened.</param>
/// <param name="Project">The project that the platform names; <see langword="null"/>: the entry names it.</param>
/// <param name="IsNews">False: too old for rules to react.</param>
internal readonly record struct OutboxNews(
    OutboxEntry Entry,
    OutboxChange Change,
    string? Project = null,
    bool IsNews = true
);
