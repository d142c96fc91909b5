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
                await ChangeAsync(entries, changes, time.GetUtcNow());
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

    /// <summary>
    /// Also adds replacements of failed entries and asks the rules about the outcome; both come first, since they are
    /// idempotent.
    /// </summary>
    public async Task ChangeAsync(
        IReadOnlyList<OutboxEntry> entries,
        IReadOnlyList<OutboxChange> changes,
        DateTimeOffset now
    )
    {
        var news = entries
            .Join(
                changes,
                entry => entry.Reference,
                change => change.Reference,
                (entry, change) => (Entry: entry, Change: change),
                StringComparer.Ordinal
            )
            .ToArray();
        OutboxEntry[] instead =
        [
            .. news.SelectMany(one => ChannelFallback.Of(one.Entry, one.Change, now, _options.MaxAge)),
        ];
        if (instead.Length > 0)
        {
            await _outbox.AddAllAsync(instead);
        }

        foreach (var (entry, change) in news)
        {
            await eventReactions.OfAsync(entry, change);
        }

        await _outbox.ChangeAllAsync(changes);
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
        [LoggerMessage(LogLevel.Warning, "{Count} messages are given up: {Reason}. See outbox list --state dead")]
        public static partial void GivenUp(ILogger logger, int count, string reason);

        [LoggerMessage(LogLevel.Error, "What became of a push cannot be kept, trying again: {Reason}")]
        public static partial void NotKept(ILogger logger, string reason);
    }
}
