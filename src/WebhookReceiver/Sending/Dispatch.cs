using Microsoft.Extensions.Options;
using WebhookReceiver.Journal;
using WebhookReceiver.Journal.Outgoing;
using WebhookReceiver.Sending.Limits;
using WebhookReceiver.Sending.Pushing;

namespace WebhookReceiver.Sending;

/// <summary>
/// From the outbox to the platform, one request after the other: what a kill leaves in doubt is never more than the one that
/// is under way.
/// </summary>
internal sealed partial class Dispatch(
    IJournal journal,
    Planner planner,
    Gathering gathering,
    RequestWindow window,
    WarmUp warmUp,
    PushClient client,
    Recording recording,
    OperatorNotice notice,
    SendingMetrics metrics,
    IOptions<SendingOptions> options,
    TimeProvider time,
    ILogger<Dispatch> logger
)
{
    /// <summary>How many requests' worth are looked at, so that one shape does not hide the others.</summary>
    private const int LookAhead = 4;

    private const string WarmingUp =
        "as many people outside sessions as Sending:NewUsersPerDay allows were written to in the last 24 hours";

    private static readonly TimeSpan BetweenExpiries = TimeSpan.FromSeconds(10);

    private readonly SendingOptions _options = options.Value;
    private readonly IOutbox _outbox = journal.Outbox;
    private long? _lastExpiry;

    /// <summary>Sends one request, if there is something to send and room for it.</summary>
    /// <returns>How long to wait before the next round.</returns>
    /// <exception cref="JournalUnavailableException">The store fails; nothing was sent.</exception>
    public async Task<TimeSpan> RoundAsync(CancellationToken stopping)
    {
        if (window.Wait is var wait && wait > TimeSpan.Zero)
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

        var letters = await PlanAsync(due, now);
        var together = letters.Count == 0 ? [] : await WarmedUpAsync(gathering.Next(letters), now);
        if (together.Count == 0 || window.TryBegin() is not { } slot)
        {
            return TimeSpan.Zero;
        }

        await SendAsync(together, slot, stopping);
        var spacing = window.Spacing;
        return letters.Count > together.Count || spacing > _options.GatherFor ? spacing : _options.GatherFor;
    }

    /// <summary>What is too late is not due any more, so nobody would come upon it.</summary>
    private async Task ExpireAsync(DateTimeOffset now)
    {
        if (_lastExpiry is { } last && time.GetElapsedTime(last) < BetweenExpiries)
        {
            return;
        }

        _lastExpiry = time.GetTimestamp();
        if (await _outbox.ExpireAsync(now) is > 0 and var count)
        {
            metrics.Message(OutboxState.Dead.Word(), count);
        }
    }

    private async Task<List<Letter>> PlanAsync(IReadOnlyList<OutboxEntry> due, DateTimeOffset now)
    {
        var letters = new List<Letter>(due.Count);
        var changes = new List<OutboxChange>();
        foreach (var entry in due)
        {
            switch (await planner.PlanAsync(entry, now))
            {
                case Plan.Send send:
                    letters.Add(send.Letter);
                    break;
                case Plan.Refuse refuse:
                    changes.Add(Refusal(entry, refuse.Reason, now));
                    break;
                case Plan.Cancel:
                    changes.Add(new(entry.Reference, OutboxState.Cancelled, now) { Detail = OutboxWords.Stopped });
                    break;
                case Plan.Wait wait:
                    changes.Add(
                        new(entry.Reference, OutboxState.Throttled, now) { NextAt = wait.Until, Detail = wait.Reason }
                    );
                    break;
            }
        }

        if (changes.Count > 0)
        {
            await recording.ChangeAsync(due, changes, now);
        }

        return letters;
    }

    /// <summary>Those for whom there is room today; the others wait until there is.</summary>
    private async Task<IReadOnlyList<Letter>> WarmedUpAsync(IReadOnlyList<Letter> letters, DateTimeOffset now)
    {
        var going = new List<Letter>(letters.Count);
        var waiting = new List<OutboxChange>();
        foreach (var letter in letters)
        {
            if (letter.IsOutsideSession && warmUp.Reach(letter.Shape.Channel, letter.Address, now) is { } room)
            {
                waiting.Add(
                    new(letter.Entry.Reference, OutboxState.Throttled, now) { NextAt = room, Detail = WarmingUp }
                );
                continue;
            }

            going.Add(letter);
        }

        if (waiting.Count > 0)
        {
            await _outbox.ChangeAllAsync(waiting);
            recording.Count(waiting);
            Log.WarmingUp(logger, waiting.Count, _options.NewUsersPerDay);
        }

        return going;
    }

    private static OutboxChange Refusal(OutboxEntry entry, string reason, DateTimeOffset now) =>
        new(entry.Reference, reason == OutboxWords.Expired ? OutboxState.Dead : OutboxState.Refused, now)
        {
            Detail = reason,
        };

    private async Task SendAsync(IReadOnlyList<Letter> letters, RequestWindow.Slot slot, CancellationToken stopping)
    {
        PushOutcome outcome;
        List<Letter> taken;
        try
        {
            var entries = await _outbox.TakeAsync([.. letters.Select(letter => letter.Entry)], time.GetUtcNow());
            taken = [.. entries.Join(letters, entry => entry.Id, letter => letter.Entry.Id, Renew)];
            if (taken.Count == 0)
            {
                return;
            }

            outcome = await client.PushAsync(taken);
        }
        finally
        {
            window.End(slot);
        }

        metrics.Request(outcome.Word);
        var settlement = Settlement.Of(taken, outcome, time.GetUtcNow());
        var isNews = Heed(outcome, settlement, taken);
        await recording.KeepAsync([.. taken.Select(letter => letter.Entry)], settlement.Changes, stopping);
        if (isNews)
        {
            await notice.ThrottledAsync(settlement.Pause);
        }
    }

    private static Letter Renew(OutboxEntry entry, Letter letter) => letter with { Entry = entry };

    /// <returns>True if the platform drops requests and the operator is to be told again.</returns>
    private bool Heed(PushOutcome outcome, Settlement settlement, List<Letter> taken)
    {
        if (settlement.Pause > TimeSpan.Zero)
        {
            window.Pause(settlement.Pause);
        }

        if (settlement.Halve)
        {
            gathering.Halve(taken);
        }
        else
        {
            gathering.Forget(taken);
        }

        switch (outcome)
        {
            case PushOutcome.Throttled:
                metrics.Throttled();
                if (window.ShallTell())
                {
                    Log.Throttled(logger, settlement.Pause);
                    return true;
                }

                break;
            case PushOutcome.Refused refused when settlement.Pause > TimeSpan.Zero && window.ShallTell():
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
            "{Count} messages wait since {Limit} people outside sessions were written to in 24 hours (Sending:NewUsersPerDay)"
        )]
        public static partial void WarmingUp(ILogger logger, int count, int limit);

        [LoggerMessage(
            LogLevel.Warning,
            "The platform drops requests since there are too many (HTTP 429): sending pauses for {Pause}. Nothing is lost. Is somebody else using this token? This is said at most once in 30 minutes"
        )]
        public static partial void Throttled(ILogger logger, TimeSpan pause);

        [LoggerMessage(LogLevel.Error, "The platform takes no messages: {Words}. They wait and are tried every minute")]
        public static partial void ProjectRefused(ILogger logger, string words);

        [LoggerMessage(LogLevel.Warning, "{Count} messages could not be sent and will be tried again: {Why}")]
        public static partial void NotSent(ILogger logger, int count, string why);

        [LoggerMessage(
            LogLevel.Warning,
            "{Count} messages may or may not have gone out: {Why}. The first is {Reference}; see outbox list --state unknown"
        )]
        public static partial void Unknown(ILogger logger, int count, string why, string reference);

        [LoggerMessage(
            LogLevel.Warning,
            "The platform failed (HTTP {Status}) at a request with {Count} messages. The first is {Reference}; see outbox list"
        )]
        public static partial void ServerError(ILogger logger, int status, int count, string reference);
    }
}
