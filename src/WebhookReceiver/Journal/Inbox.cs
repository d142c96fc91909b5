using System.Runtime.CompilerServices;

namespace WebhookReceiver.Journal;

/// <summary>
/// Every message is decided once, in its contact's turn, and every delivery of it gets the same bytes, which are durable
/// before anybody sees them.
/// </summary>
internal sealed partial class Inbox(
    IJournal journal,
    ContactQueue turns,
    Ledger ledger,
    JournalMetrics metrics,
    ContactHash contactHash,
    InboxLimits limits,
    TimeProvider time,
    ILogger<Inbox> logger
)
{
    private readonly Claims _claims = new();

    /// <summary>Told of deciding that was given up and goes on; its verdict changes nothing, but somebody may want what it says.</summary>
    public Action<JournalRecord, Task<Verdict>>? GivenUp { get; set; }

    /// <summary>Answers a delivery. Once begun it is not cancelled: a caller who hangs up finds the reply when he comes again.</summary>
    /// <param name="message">The decoded message; its body must not be pooled.</param>
    /// <param name="key">Its key, see <see cref="JournalKey.Of"/>.</param>
    /// <param name="busyReply">What to answer if the contact's turn does not come, or deciding does not end, in time.</param>
    /// <param name="decide">Asks the rules; asked at most once.</param>
    /// <exception cref="JournalUnavailableException">Nothing could be kept: answer 503 and let the platform come again.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<InboxAnswer> AnswerOnceAsync(
        IncomingMessage message,
        JournalKey key,
        ReadOnlyMemory<byte> busyReply,
        Decide decide
    )
    {
        ledger.Enter();
        var outcome = Outcome.Refused;
        try
        {
            if (!_claims.TryBegin(key, out var claim))
            {
                metrics.Joined();
                var same = await claim.JoinAsync();
                outcome = Outcome.Duplicate;
                return new InboxAnswer(same, outcome);
            }

            try
            {
                var answer = await AnswerClaimedAsync(message, key, busyReply, decide);
                _claims.End(key, claim, answer.Reply);
                outcome = answer.Outcome;
                return answer;
            }
            catch (Exception e)
            {
                // Whatever it was, twins must not wait for it; then it goes on to the edge, which answers 503 or 500.
                _claims.Fail(key, claim, e);
                throw;
            }
        }
        finally
        {
            ledger.Leave(outcome);
        }
    }

    /// <summary>Keeps a body that could not be decoded, and counts it.</summary>
    public async ValueTask QuarantineAsync(string reason, ReadOnlyMemory<byte> body)
    {
        ledger.Enter();
        var outcome = Outcome.Refused;
        try
        {
            await journal.QuarantineAsync(reason, body);
            outcome = Outcome.Quarantined;
        }
        finally
        {
            ledger.Leave(outcome);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<InboxAnswer> AnswerClaimedAsync(
        IncomingMessage message,
        JournalKey key,
        ReadOnlyMemory<byte> busyReply,
        Decide decide
    )
    {
        var found = await journal.FindAsync(key, message.ReceivedAt);
        switch (found.Kind)
        {
            case FindingKind.Answered:
                metrics.AnsweredBefore();
                return new InboxAnswer(found.Reply, Outcome.Duplicate);
            case FindingKind.Unanswered:
                metrics.Recovered();
                break;
            case FindingKind.Conflict:
                metrics.Conflict();
                Log.IdWithOtherContent(logger, contactHash.Of(message.Sender));
                break;
        }

        var contact = ContactKey.Of(message);
        var started = time.GetTimestamp();
        if (!await turns.EnterAsync(contact, limits.Turn))
        {
            Log.Busy(logger, contactHash.Of(message.Sender));
            return await CommitAsync(
                RecordOf(message, found.Key, contact, ContactState.Empty),
                new() { Reply = busyReply }
            );
        }

        try
        {
            return await DecideInTurnAsync(message, found.Key, contact, started, busyReply, decide);
        }
        finally
        {
            turns.Leave(contact);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<InboxAnswer> DecideInTurnAsync(
        IncomingMessage message,
        JournalKey key,
        ContactKey contact,
        long started,
        ReadOnlyMemory<byte> busyReply,
        Decide decide
    )
    {
        var state = await journal.LoadAsync(contact);
        var record = RecordOf(message, key, contact, state);
        var view = state.Stored.IsEmpty ? ContactView.Nothing : state.ViewAt(message.ReceivedAt);
        var known = view.Known.Count == 0 ? message : message with { Contact = view.Known };
        var decidingSince = time.GetTimestamp();
        var limit = limits.DecidingAfter(time.GetElapsedTime(started, decidingSince));
        var verdict =
            await VerdictOnAsync(known, view, record, limit, decide) ?? new(busyReply, RuleName: null, BookVersion: "");
        return await CommitAsync(record, AnswerOf(verdict, state, message, time.GetElapsedTime(decidingSince)));
    }

    /// <summary>Asks the rules. What comes after the limit is thrown away and can change nothing: only a verdict is ever committed.</summary>
    /// <returns>Null if it took too long.</returns>
    private async ValueTask<Verdict?> VerdictOnAsync(
        IncomingMessage message,
        ContactView contact,
        JournalRecord record,
        TimeSpan limit,
        Decide decide
    )
    {
        Task<Verdict>? decided = null;
        try
        {
            var trace = new ReceivedTrace(journal, record);
            var deciding = decide(message, contact, trace);
            if (deciding.IsCompletedSuccessfully)
            {
                return deciding.Result;
            }

            decided = deciding.AsTask();
            await trace.LeaveAsync();
            return await decided.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            Log.Abandoned(logger, contactHash.Of(message.Sender), limit);
            if (decided is not null)
            {
                GivenUp?.Invoke(record, decided);
            }

            return null;
        }
        catch (Exception e) when (e is not JournalUnavailableException)
        {
            // A fault in deciding would come back with every redelivery; the message is kept and can be replayed instead.
            Log.DecidingFailed(logger, e, contactHash.Of(message.Sender));
            return new Verdict(Verdict.Silence, RuleName: null, BookVersion: "");
        }
    }

    private async ValueTask<InboxAnswer> CommitAsync(JournalRecord record, JournalAnswer answer)
    {
        // An empty reply would read as "not answered yet".
        var whole = answer.Reply.IsEmpty ? answer with { Reply = Verdict.Silence } : answer;
        var counts = await journal.CommitAsync(record with { Answer = whole });
        var outcome = Verdict.IsSilence(counts) ? Outcome.Silent : Outcome.Replied;
        return new InboxAnswer(counts, outcome, answer.RuleName, answer.BookVersion);
    }

    private JournalAnswer AnswerOf(Verdict verdict, ContactState state, IncomingMessage message, TimeSpan duration)
    {
        ContactState? after = null;
        if (!verdict.Changes.IsEmpty)
        {
            after = state.With(verdict.Changes, message.ReceivedAt, out var refused);
            if (refused > 0)
            {
                Log.StateFull(logger, contactHash.Of(message.Sender), refused, verdict.RuleName);
            }
        }

        return new JournalAnswer
        {
            Reply = verdict.Reply,
            RuleName = verdict.RuleName,
            BookVersion = verdict.BookVersion,
            Duration = duration,
            StateAfter = after,
            FollowUps = verdict.FollowUps,
            ForeignResults = verdict.ForeignResults,
        };
    }

    private JournalRecord RecordOf(IncomingMessage message, JournalKey key, ContactKey contact, ContactState state) =>
        new()
        {
            Key = key,
            Contact = contact,
            ReceivedAt = message.ReceivedAt,
            Seed = message.Seed,
            IsUnheard = message.IsEcho || message.Event is not (null or Happenings.NewSubscriber),
            Raw = message.Raw,
            Decoded = journal.KeepsMessages ? StoredMessage.ToJson(message) : default,
            StateBefore = state.Stored,
        };

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "An id came again with another content (contact {Contact}): taken as another message"
        )]
        public static partial void IdWithOtherContent(ILogger logger, string contact);

        [LoggerMessage(LogLevel.Warning, "Contact {Contact} wrote faster than it can be answered: busy reply")]
        public static partial void Busy(ILogger logger, string contact);

        [LoggerMessage(LogLevel.Error, "Deciding on a message of contact {Contact} took more than {Limit}: abandoned")]
        public static partial void Abandoned(ILogger logger, string contact, TimeSpan limit);

        [LoggerMessage(
            LogLevel.Error,
            "Deciding on a message of contact {Contact} failed: answered with silence, kept for replay"
        )]
        public static partial void DecidingFailed(ILogger logger, Exception exception, string contact);

        [LoggerMessage(
            LogLevel.Warning,
            "Contact {Contact} remembers too much: {Refused} changes of rule {Rule} were refused"
        )]
        public static partial void StateFull(ILogger logger, string contact, int refused, string? rule);
    }
}
