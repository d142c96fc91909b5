using Microsoft.Extensions.Options;
using WebhookReceiver.Sending.Reports;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Records what became of entries, and all that follows from it.</summary>
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
    /// The news of entries that were pushed is kept here until the store takes it; if the process ends before, the outcome counts
    /// as unknown.
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

    /// <summary>Records changes of these entries, see the other one.</summary>
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
    /// Records what became of entries. Before that: what is sent in place of those that failed, and what rules say. Both count
    /// once, however often this is done.
    /// </summary>
    /// <param name="news">What became of them.</param>
    /// <param name="upToEvent">The last event that told it; <see langword="null"/>: no event did.</param>
    /// <exception cref="JournalUnavailableException">The store fails; do it again.</exception>
    public async Task ApplyAsync(IReadOnlyList<OutboxNews> news, long? upToEvent = null)
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
        await (upToEvent is { } last ? _outbox.SettleAsync(last, changes) : _outbox.ChangeAllAsync(changes));
        Count(changes);
    }

    public void Count(IReadOnlyList<OutboxChange> changes)
    {
        foreach (var (state, count) in changes.CountBy(change => change.State))
        {
            metrics.Message(state.Word(), count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What became of a push cannot be kept, trying again: {Reason}")]
        public static partial void NotKept(ILogger logger, string reason);
    }
}

/// <summary>Something that became of an entry.</summary>
/// <param name="Entry">The entry before.</param>
/// <param name="Change">What happened.</param>
/// <param name="Project">The project that the platform names; <see langword="null"/> where nothing was heard from it.</param>
/// <param name="IsNews">False: too long ago for rules to react.</param>
internal readonly record struct OutboxNews(
    OutboxEntry Entry,
    OutboxChange Change,
    string? Project = null,
    bool IsNews = true
);
