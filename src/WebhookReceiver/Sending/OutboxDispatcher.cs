using Microsoft.Extensions.Options;
using WebhookReceiver.Sending.Limits;
using WebhookReceiver.Sending.Pushing;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>
/// Sends entries of the outbox to the platform, one request at a time: a kill leaves at most one request in doubt.
/// </summary>
internal sealed partial class OutboxDispatcher(
    IJournal journal,
    Planner planner,
    PushBatcher pushBatcher,
    PushRateLimiter limiter,
    WarmUp warmUp,
    PushClient client,
    OutboxUpdater outboxUpdater,
    OperatorNotice notice,
    ISendingLease lease,
    SendingMetrics metrics,
    IOptions<SendingOptions> options,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger
)
{
    /// <summary>Number of requests' worth of entries to scan, so that one shape does not hide the others.</summary>
    private const int LookAhead = 4;

    private const string WarmingUp =
        "the limit of contacts outside a session in 24 hours is reached (Sending:NewUsersPerDay)";

    private static readonly TimeSpan BetweenExpiries = TimeSpan.FromSeconds(10);

    private readonly SendingOptions _options = options.Value;
    private readonly IOutbox _outbox = journal.Outbox;
    private long? _lastExpiry;

    /// <summary>Sends one request, if entries are due and the limits allow it.</summary>
    /// <param name="epoch">The epoch of sending, see <see cref="IOutbox.BeginEpochAsync"/>.</param>
    /// <param name="stopping">Ends waiting for a failing store.</param>
    /// <returns>The wait before the next round.</returns>
    /// <exception cref="JournalUnavailableException">The store fails; nothing was sent.</exception>
    public async Task<TimeSpan> RoundAsync(long epoch, CancellationToken stopping)
    {
        if (limiter.Wait is var wait && wait > TimeSpan.Zero)
        {
            return wait;
        }

        var now = time.GetUtcNow();
        await ExpireAsync(now);
        var due = await _outbox.LookAsync(now, _options.GatherMost * LookAhead, _options.Project);
        if (due.Count == 0)
        {
            return _options.GatherFor;
        }

        var preparedPushs = await PlanAsync(due, now);
        var together = preparedPushs.Count == 0 ? [] : await WarmedUpAsync(pushBatcher.Next(preparedPushs), now);
        if (together.Count == 0 || limiter.TryBegin() is not { } permit)
        {
            return TimeSpan.Zero;
        }

        await SendAsync(together, permit, epoch, stopping);
        var spacing = limiter.Spacing;
        return preparedPushs.Count > together.Count || spacing > _options.GatherFor ? spacing : _options.GatherFor;
    }

    /// <summary>Goes on where another server stopped.</summary>
    public void TakeOver(TakenOver left)
    {
        limiter.TakeOver(left);
        warmUp.TakeOver(left.Reached);
    }

    /// <summary>Expires late entries, which are no longer due and so would not be found.</summary>
    private async Task ExpireAsync(DateTimeOffset now)
    {
        if (_lastExpiry is { } last && time.GetElapsedTime(last) < BetweenExpiries)
        {
            return;
        }

        _lastExpiry = time.GetTimestamp();
        if (await _outbox.ExpireAsync(now) is > 0 and var count)
        {
            outboxUpdater.CountExpired(count);
        }
    }

    private async Task<List<PreparedPush>> PlanAsync(IReadOnlyList<OutboxEntry> due, DateTimeOffset now)
    {
        var preparedPushs = new List<PreparedPush>(due.Count);
        var changes = new List<OutboxChange>();
        foreach (var entry in due)
        {
            switch (await planner.PlanAsync(entry, now))
            {
                case SendDecision.Send send:
                    preparedPushs.Add(send.PreparedPush);
                    break;
                case SendDecision.Refuse refuse:
                    changes.Add(Refusal(entry, refuse.Reason, now));
                    break;
                case SendDecision.Cancel cancel:
                    changes.Add(new(entry.Reference, OutboxState.Cancelled, now) { Detail = cancel.Reason });
                    break;
                case SendDecision.Wait wait:
                    changes.Add(
                        new(entry.Reference, OutboxState.Throttled, now)
                        {
                            NextAt = wait.Until,
                            Detail = wait.Reason,
                            IsFailure = wait.IsFirst,
                        }
                    );
                    break;
            }
        }

        if (changes.Count > 0)
        {
            await outboxUpdater.ApplyAsync(due, changes);
        }

        return preparedPushs;
    }

    /// <summary>The entries within today's limit of new contacts; the others wait.</summary>
    private async Task<IReadOnlyList<PreparedPush>> WarmedUpAsync(
        IReadOnlyList<PreparedPush> preparedPushs,
        DateTimeOffset now
    )
    {
        var going = new List<PreparedPush>(preparedPushs.Count);
        var reached = new List<ReachedPerson>();
        var waiting = new List<OutboxChange>();
        foreach (var preparedPush in preparedPushs)
        {
            if (
                preparedPush.IsOutsideSession
                && warmUp.Reach(preparedPush.BatchKey.Channel, preparedPush.Address, now, reached) is { } group
            )
            {
                waiting.Add(
                    new(preparedPush.Entry.Reference, OutboxState.Throttled, now) { NextAt = group, Detail = WarmingUp }
                );
                continue;
            }

            going.Add(preparedPush);
        }

        if (reached.Count > 0)
        {
            await _outbox.KeepReachedAsync(reached);
        }

        if (waiting.Count > 0)
        {
            await _outbox.ChangeAllAsync(waiting);
            outboxUpdater.Count(waiting);
            Log.WarmingUp(logger, waiting.Count, _options.NewUsersPerDay);
        }

        return going;
    }

    private static OutboxChange Refusal(OutboxEntry entry, string reason, DateTimeOffset now) =>
        new(
            entry.Reference,
            reason is OutboxDetails.Expired or OutboxDetails.Damaged ? OutboxState.Dead : OutboxState.Refused,
            now
        )
        {
            Detail = reason,
        };

    private async Task SendAsync(
        IReadOnlyList<PreparedPush> preparedPushs,
        PushRateLimiter.Permit permit,
        long epoch,
        CancellationToken stopping
    )
    {
        PushOutcome outcome;
        List<PreparedPush> taken;
        try
        {
            var entries = await _outbox.TakeAsync(
                [.. preparedPushs.Select(preparedPush => preparedPush.Entry)],
                time.GetUtcNow(),
                epoch
            );
            taken = [.. entries.Join(preparedPushs, entry => entry.Id, preparedPush => preparedPush.Entry.Id, Renew)];
            if (taken.Count == 0)
            {
                return;
            }

            if (!lease.LastsFor(_options.RequestTimeout))
            {
                // This process stood still: another one may be the sender before the request ends.
                await _outbox.GiveBackAsync(entries, time.GetUtcNow(), epoch);
                return;
            }

            outcome = await client.PushAsync(taken);
        }
        finally
        {
            limiter.End(permit);
        }

        metrics.Request(outcome.Word);
        var pushResult = PushResult.Of(taken, outcome, time.GetUtcNow());
        var isNews = Heed(outcome, pushResult, taken);
        await outboxUpdater.KeepAsync(
            [.. taken.Select(preparedPush => preparedPush.Entry)],
            pushResult.Changes,
            stopping
        );
        await EndRequestAsync(epoch, pushResult.Pause, isNews);
        if (isNews)
        {
            await notice.ThrottledAsync(pushResult.Pause);
        }
    }

    private async Task EndRequestAsync(long epoch, TimeSpan pause, bool isTold)
    {
        try
        {
            await _outbox.EndRequestAsync(epoch, pause, isTold);
        }
        catch (JournalUnavailableException)
        {
            // A request without an end counts for the next sender as one that ends when it begins.
        }
    }

    private static PreparedPush Renew(OutboxEntry entry, PreparedPush preparedPush) =>
        preparedPush with
        {
            Entry = entry,
        };

    /// <returns>True if the platform drops requests and the operator needs a new notice.</returns>
    private bool Heed(PushOutcome outcome, PushResult pushResult, List<PreparedPush> taken)
    {
        if (pushResult.Pause > TimeSpan.Zero)
        {
            limiter.Pause(pushResult.Pause);
        }

        if (outcome is PushOutcome.Accepted)
        {
            pushBatcher.Grow();
        }

        if (pushResult.Halve)
        {
            pushBatcher.Halve(taken);
        }
        else
        {
            pushBatcher.Forget(taken);
        }

        switch (outcome)
        {
            case PushOutcome.Throttled:
                metrics.Throttled();
                if (limiter.ShallTell())
                {
                    Log.Throttled(logger, pushResult.Pause);
                    return true;
                }

                break;
            case PushOutcome.Refused refused when pushResult.Pause > TimeSpan.Zero && limiter.ShallTell():
                Log.ProjectRefused(logger, PushStatus.Words(refused.Status));
                break;
            case PushOutcome.NotSent notSent:
                Log.NotSent(logger, taken.Count, notSent.Why);
                break;
            case PushOutcome.ServerError error:
                Log.ServerError(logger, error.Status, taken.Count, taken[0].Entry.Reference);
                break;
            case PushOutcome.Unknown unknown:
                Log.Unknown(logger, taken.Count, unknown.Why, taken[0].Entry.Reference);
                break;
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "{Count} messages wait: the limit of {Limit} contacts outside a session in 24 hours is reached (Sending:NewUsersPerDay)"
        )]
        public static partial void WarmingUp(ILogger logger, int count, int limit);

        [LoggerMessage(
            LogLevel.Warning,
            "The platform drops requests because there are too many (HTTP 429): sending pauses for {Pause}. Nothing is lost. Check whether another program uses this token. This line appears at most once in 30 minutes"
        )]
        public static partial void Throttled(ILogger logger, TimeSpan pause);

        [LoggerMessage(
            LogLevel.Error,
            "The platform accepts no messages: {Words}. They wait, and the server retries every minute"
        )]
        public static partial void ProjectRefused(ILogger logger, string words);

        [LoggerMessage(LogLevel.Warning, "{Count} messages could not be sent and will be retried: {Why}")]
        public static partial void NotSent(ILogger logger, int count, string why);

        [LoggerMessage(
            LogLevel.Warning,
            "{Count} messages have an unknown outcome: {Why}. The first is {Reference}; see outbox list --state unknown"
        )]
        public static partial void Unknown(ILogger logger, int count, string why, string reference);

        [LoggerMessage(
            LogLevel.Warning,
            "The platform failed (HTTP {Status}) on a request with {Count} messages. The first is {Reference}; see outbox list"
        )]
        public static partial void ServerError(ILogger logger, int status, int count, string reference);
    }
}
