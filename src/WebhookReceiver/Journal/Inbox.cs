using System.Runtime.CompilerServices;
using WebhookReceiver.Decoding;

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
    private readonly Deciding _deciding = new(journal, contactHash, limits, time, logger);

    /// <summary>Told of deciding that was given up and goes on; its verdict changes nothing, but somebody may want what it says.</summary>
    public Action<JournalRecord, Task<Verdict>>? GivenUp
    {
        get => _deciding.GivenUp;
        set => _deciding.GivenUp = value;
    }

    /// <summary>Answers a delivery. Once begun it is not cancelled: a caller who hangs up finds the reply when he comes again.</summary>
    /// <remarks>One method on purpose: every further one that waits for the disk is paid for by each message.</remarks>
    /// <param name="message">The decoded message; its body must not be pooled.</param>
    /// <param name="key">Its key, see <see cref="MessageKey.Of"/>.</param>
    /// <param name="busyReply">What to answer if the contact's turn does not come, or deciding does not end, in time.</param>
    /// <param name="decide">Asks the rules; asked at most once.</param>
    /// <exception cref="JournalUnavailableException">Nothing could be kept: answer 503 and let the platform come again.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<InboxAnswer> AnswerOnceAsync(
        IncomingMessage message,
        MessageKey key,
        ReadOnlyMemory<byte> busyReply,
        Decide decide
    )
    {
        ledger.Enter();
        var outcome = Outcome.Refused;
        Claim? own = null;
        var contact = ContactKey.Of(message);
        var hasTurn = false;
        try
        {
            if (!_claims.TryBegin(key, out var claim))
            {
                metrics.Joined();
                var same = await claim.JoinAsync();
                outcome = Outcome.Duplicate;
                return new InboxAnswer(same, outcome);
            }

            own = claim;
            var answer = default(InboxAnswer);
            var found = await journal.FindAsync(message, key);
            if (found.Kind is FindingKind.Answered)
            {
                metrics.AnsweredBefore();
                answer = new InboxAnswer(found.Reply, Outcome.Duplicate);
            }
            else
            {
                Note(found.Kind, message);
                var arrived = time.GetTimestamp();
                hasTurn = await turns.EnterAsync(contact, limits.Turn);
                var trace = new ReceivedTrace(journal, message, found.Key, contact);
                var decided = hasTurn
                    ? await _deciding.DecideAsync(trace, arrived, busyReply, decide)
                    : Busy(message, busyReply);
                var counts = await journal.CommitAsync(trace.RecordWith(decided));
                answer = AnswerOf(decided, counts);
                GiveBack(contact, ref hasTurn);
            }

            _claims.End(key, own, answer.Reply);
            outcome = answer.Outcome;
            return answer;
        }
        catch (Exception e) when (own is not null)
        {
            // Whatever it was, twins must not wait for it; then it goes on to the edge, which answers 503 or 500.
            GiveBack(contact, ref hasTurn);
            _claims.Fail(key, own, e);
            throw;
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

    private JournalAnswer Busy(IncomingMessage message, ReadOnlyMemory<byte> busyReply)
    {
        Log.Busy(logger, contactHash.Of(message.Sender));
        return JournalAnswer.Of(busyReply);
    }

    private void GiveBack(ContactKey contact, ref bool hasTurn)
    {
        if (hasTurn)
        {
            hasTurn = false;
            turns.Leave(contact);
        }
    }

    private static InboxAnswer AnswerOf(JournalAnswer decided, ReadOnlyMemory<byte> counts) =>
        new(
            counts,
            Verdict.IsSilence(counts) ? Outcome.Silent : Outcome.Replied,
            decided.RuleName,
            decided.BookVersion
        );

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "An id came again with another content (contact {Contact}): taken as another message"
        )]
        public static partial void IdWithOtherContent(ILogger logger, string contact);

        [LoggerMessage(LogLevel.Warning, "Contact {Contact} wrote faster than it can be answered: busy reply")]
        public static partial void Busy(ILogger logger, string contact);
    }
}
