using WebhookReceiver.Decoding;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Processing;

/// <summary>Evaluates a message whose contact is locked, see <see cref="MessageProcessor.EvaluateAsync"/>.</summary>
internal delegate ValueTask<MessageResult> EvaluateMessage(PendingMessage pending);

/// <summary>
/// Counts and logs an evaluation, once it is known whether its result is the answer: before, the message may be evaluated again.
/// </summary>
/// <param name="pending">The message.</param>
/// <param name="counts">False: the evaluation took too long, and the answer is another one.</param>
internal delegate void HandleEvaluated(PendingMessage pending, bool counts);

/// <summary>
/// Handles an evaluation that ends after the answer to its delivery. It changes nothing, but the program may still send
/// its reply.
/// </summary>
internal delegate void HandleLateResult(JournalRecord received, Task<MessageResult> evaluation);

/// <summary>
/// Decides every message once, with its contact locked. All deliveries of a message get the same bytes, and these are
/// durable first.
/// </summary>
internal sealed partial class Inbox(
    IJournal journal,
    ContactLock contacts,
    EvaluateMessage evaluate,
    ProcessingLimits limits,
    DeliveryCounters counters,
    ProcessingMetrics metrics,
    ContactHash contactHash,
    TimeProvider time,
    RunningTime runningTime,
    ILogger<Inbox> logger,
    HandleLateResult? handleLateResult = null,
    HandleEvaluated? handleEvaluated = null
)
{
    /// <summary>Decisions on states that other processes had replaced already; after these, the contact is taken first.</summary>
    private const int MostStale = 3;

    internal static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly InFlightMessages _inFlight = new();

    /// <summary>
    /// Answers a delivery within the deadline. Work that outlasts the deadline continues; the next delivery finds the
    /// reply.
    /// </summary>
    public async Task<DeliveryResult> AnswerAsync(Decoded.Message message)
    {
        try
        {
            return await ProcessAsync(message.Value, message.Key).WaitAsync(limits.Deadline, time);
        }
        catch (Exception e) when (e is JournalUnavailableException or TimeoutException)
        {
            return DeliveryResult.Refused;
        }
    }

    /// <summary>
    /// Processes a message or an event once. A disconnect does not cancel it: the caller's next delivery finds the
    /// reply.
    /// </summary>
    /// <param name="message">The decoded message; its body must not be pooled.</param>
    /// <param name="key">Its key, see <see cref="MessageKey.Of"/>.</param>
    /// <exception cref="JournalUnavailableException">Nothing could be stored.</exception>
    public async Task<DeliveryResult> ProcessAsync(IncomingMessage message, MessageKey key)
    {
        counters.Begin();
        var outcome = DeliveryOutcome.Refused;
        InFlightMessage? own = null;
        var contact = ContactKey.Of(message);
        var isLocked = false;
        try
        {
            if (!_inFlight.TryBegin(key, out var running))
            {
                metrics.Joined();
                var same = await running.JoinAsync();
                outcome = DeliveryOutcome.Duplicate;
                return new DeliveryResult(same, outcome);
            }

            own = running;
            DeliveryResult delivery;
            var claim = MessageTrace.Step("claim");
            var found = await journal.FindAsync(message, key);
            if (found.Kind is FindingKind.Answered)
            {
                claim?.Dispose();
                metrics.AnsweredBefore();
                delivery = new DeliveryResult(found.Reply, DeliveryOutcome.Duplicate);
            }
            else
            {
                Note(found.Kind, message);
                var arrived = runningTime.GetTimestamp();
                isLocked = await contacts.AcquireAsync(contact, limits.Lock);
                claim?.Dispose();
                var pending = new PendingMessage(journal, message, found, contact);
                var isBusy = !isLocked;
                var stale = 0;
                while (true)
                {
                    MessageResult? result = null;
                    CommitResult committed;
                    try
                    {
                        if (stale == MostStale)
                        {
                            await pending.HoldAsync();
                        }

                        result = isBusy ? Busy(pending) : await EvaluateAsync(pending, arrived);
                        using var commit = MessageTrace.Step("commit");
                        committed = await journal.CommitAsync(pending.RecordWith(result));
                    }
                    catch (JournalUnavailableException e) when (e.Refused is { } refused)
                    {
                        committed = refused;
                    }

                    if (committed.Outcome is CommitOutcome.Counts)
                    {
                        delivery = DeliveryOf(pending, result, committed);
                        break;
                    }

                    if (committed.Outcome is CommitOutcome.Unanswered)
                    {
                        Note(FindingKind.Unanswered, message);
                        pending = new PendingMessage(journal, message, committed.Earlier, contact);
                        continue;
                    }

                    stale += committed.Outcome is CommitOutcome.Stale ? 1 : 0;
                    isBusy = await IsBusyAfterAsync(committed.Outcome, stale, arrived);
                }

                Release(contact, ref isLocked);
            }

            _inFlight.End(key, own, delivery.Reply);
            outcome = delivery.Outcome;
            return delivery;
        }
        catch (Exception e) when (own is not null)
        {
            // Whatever the fault, joined deliveries must not wait; the caller then gets the exception.
            Release(contact, ref isLocked);
            _inFlight.Fail(key, own, e);
            throw;
        }
        finally
        {
            counters.End(outcome);
        }
    }

    /// <summary>
    /// Prepares another decision after one that did not count, because another process was faster: the rules may be asked again, since they
    /// change nothing themselves.
    /// </summary>
    /// <returns>True if the contact stays held, so that the busy reply is the answer.</returns>
    /// <exception cref="JournalUnavailableException">There is no answer now; the next delivery finds it.</exception>
    private async ValueTask<bool> IsBusyAfterAsync(CommitOutcome outcome, int stale, long arrived)
    {
        if (outcome is CommitOutcome.Stale)
        {
            return stale > MostStale
                ? throw new JournalUnavailableException("Other processes change the contact all the time.")
                : false;
        }

        if (runningTime.GetElapsedTime(arrived) < limits.Lock)
        {
            await Task.Delay(BetweenTries, time);
            return false;
        }

        return outcome is CommitOutcome.Held
            ? true
            : throw new JournalUnavailableException("Another process decides this message.");
    }

    /// <summary>Stores and counts a body that could not be decoded.</summary>
    /// <returns>Quarantined or refused.</returns>
    public async Task<DeliveryOutcome> QuarantineAsync(string reason, ReadOnlyMemory<byte> body)
    {
        counters.Begin();
        var outcome = DeliveryOutcome.Refused;
        try
        {
            await journal.QuarantineAsync(reason, body);
            outcome = DeliveryOutcome.Quarantined;
        }
        catch (JournalUnavailableException)
        {
            // An unreadable body is no message: the caller need not deliver it again.
        }
        finally
        {
            counters.End(outcome);
        }

        return outcome;
    }

    /// <summary>Loads the contact's state and evaluates the message within the limits.</summary>
    private async ValueTask<MessageResult> EvaluateAsync(PendingMessage pending, long arrived)
    {
        using var step = MessageTrace.Step("decide");
        pending.Begin(await journal.LoadAsync(pending.Contact));
        pending.Arrived = arrived;
        var (since, begun) = (time.GetTimestamp(), runningTime.GetTimestamp());
        MessageResult result;
        try
        {
            var evaluation = evaluate(pending);
            result = evaluation.IsCompleted
                ? await evaluation
                : await WaitAsync(
                    evaluation.AsTask(),
                    pending,
                    limits.RulesAfter(runningTime.GetElapsedTime(arrived, begun), pending.MoreTime)
                );
        }
        catch (Exception e) when (e is not JournalUnavailableException)
        {
            // A fault here would recur at every delivery; the message is stored and can be replayed instead.
            Log.DecidingFailed(logger, e, contactHash.Of(pending.Message.Sender));
            result = MessageResult.Of(MessageResult.Silence);
        }

        return result with
        {
            Duration = time.GetElapsedTime(since),
            StateAfter = StateAfter(pending, result),
        };
    }

    /// <summary>
    /// Waits for external code. The message is durable first; a result after the limit changes nothing.
    /// </summary>
    private async Task<MessageResult> WaitAsync(Task<MessageResult> evaluation, PendingMessage pending, TimeSpan limit)
    {
        await pending.PersistReceivedAsync();
        try
        {
            return await evaluation.WaitAsync(limit, runningTime);
        }
        catch (TimeoutException)
        {
            Log.Abandoned(logger, contactHash.Of(pending.Message.Sender), limit);
            pending.IsAbandoned = true;
            _ = ReportLateAsync(pending, evaluation);
            handleLateResult?.Invoke(pending.RecordWith(result: null), evaluation);
            return MessageResult.Of(BusyReplyTo(pending.Message));
        }
    }

    private static ContactState? StateAfter(PendingMessage pending, MessageResult result)
    {
        if (result.Changes.IsEmpty)
        {
            return null;
        }

        var after = pending.State.With(result.Changes, pending.Message.ReceivedAt, out var refused);
        pending.RefusedChanges = refused;
        return after;
    }

    private async Task ReportLateAsync(PendingMessage pending, Task evaluation)
    {
        await evaluation.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        handleEvaluated?.Invoke(pending, counts: false);
    }

    private void Note(FindingKind found, IncomingMessage message)
    {
        if (found is FindingKind.Unanswered)
        {
            metrics.Recovered();
        }
        else if (found is FindingKind.Conflict)
        {
            metrics.Conflict();
            Log.IdWithOtherContent(logger, contactHash.Of(message.Sender));
        }
    }

    private MessageResult Busy(PendingMessage pending)
    {
        pending.Begin(state: null);
        Log.Busy(logger, contactHash.Of(pending.Message.Sender));
        return MessageResult.Of(BusyReplyTo(pending.Message));
    }

    /// <summary>The busy reply of a message; an event gets none, since it has no response.</summary>
    private ReadOnlyMemory<byte> BusyReplyTo(IncomingMessage message) =>
        message.Event is null ? limits.BusyReply : MessageResult.Silence;

    private void Release(ContactKey contact, ref bool isLocked)
    {
        if (isLocked)
        {
            isLocked = false;
            contacts.Release(contact);
        }
    }

    /// <summary>The delivery of a result that is durable; only now it is counted and logged.</summary>
    private DeliveryResult DeliveryOf(PendingMessage pending, MessageResult? result, CommitResult committed)
    {
        var counts = committed.Reply;
        if (result is null || !committed.IsOf(result))
        {
            metrics.AnsweredBefore();
            return new DeliveryResult(counts, DeliveryOutcome.Duplicate);
        }

        if (committed.HasOtherContent)
        {
            Note(FindingKind.Conflict, pending.Message);
        }

        if (!pending.IsAbandoned)
        {
            handleEvaluated?.Invoke(pending, counts: true);
        }

        if (pending.RefusedChanges > 0)
        {
            Log.StateFull(logger, contactHash.Of(pending.Message.Sender), pending.RefusedChanges, result.Rule);
        }

        return new DeliveryResult(
            counts,
            MessageResult.IsSilence(counts) ? DeliveryOutcome.Silent : DeliveryOutcome.Replied,
            result.Rule,
            result.Version
        );
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Contact {Contact} sent a known id with other content: treated as a new message"
        )]
        public static partial void IdWithOtherContent(ILogger logger, string contact);

        [LoggerMessage(
            LogLevel.Warning,
            "Contact {Contact} writes faster than the server can answer: answered with the busy reply"
        )]
        public static partial void Busy(ILogger logger, string contact);

        [LoggerMessage(LogLevel.Error, "Processing a message of contact {Contact} took longer than {Limit}: abandoned")]
        public static partial void Abandoned(ILogger logger, string contact, TimeSpan limit);

        [LoggerMessage(
            LogLevel.Error,
            "Processing a message of contact {Contact} failed: answered with silence, kept for replay"
        )]
        public static partial void DecidingFailed(ILogger logger, Exception exception, string contact);

        [LoggerMessage(
            LogLevel.Warning,
            "Contact {Contact} has too many variables: {Refused} changes of rule {Rule} were refused"
        )]
        public static partial void StateFull(ILogger logger, string contact, int refused, string? rule);
    }
}
