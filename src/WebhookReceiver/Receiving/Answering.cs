using Microsoft.Extensions.Options;
using WebhookReceiver.Decoding;
using WebhookReceiver.Journal;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Receiving;

/// <summary>From a decoded message to its answer: the inbox sees that it is decided once, the live rule book decides.</summary>
internal sealed class Answering
{
    private readonly Inbox _inbox;
    private readonly RuleReloader _rules;
    private readonly AnswerLog _log;
    private readonly ReceivingMetrics _metrics;
    private readonly LoopGuard _loops;
    private readonly LookUp _lookUp;
    private readonly DeadlineWatch _deadline;
    private readonly ReadOnlyMemory<byte> _busyReply;
    private readonly Decide _decide;

    public Answering(
        Inbox inbox,
        RuleReloader rules,
        IOptions<ReceivingOptions> options,
        AnswerLog log,
        ReceivingMetrics metrics,
        LoopGuard loops,
        LookUp lookUp,
        DeadlineWatch deadline
    )
    {
        _inbox = inbox;
        _rules = rules;
        _log = log;
        _metrics = metrics;
        _loops = loops;
        _lookUp = lookUp;
        _deadline = deadline;
        _busyReply = BusyReply.Of(options.Value.BusyReply);
        _decide = Decide;
    }

    /// <summary>The answer, durable; the caller's going away does not stop this: the platform would only come again.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be kept, or not within the deadline, so it must not be given.</exception>
    public ValueTask<InboxAnswer> AnswerAsync(Decoded.Message message) =>
        _deadline.WatchAsync(_inbox.AnswerOnceAsync(message.Value, KeyOf(message), _busyReply, _decide));

    private static JournalKey KeyOf(Decoded.Message message)
    {
        Span<byte> hash = stackalloc byte[MessageKey.Size];
        message.Key.CopyTo(hash);
        return JournalKey.Of(message.Value, hash);
    }

    private ValueTask<Verdict> Decide(IncomingMessage message, ContactView contact, ReceivedTrace trace)
    {
        var ruleSet = _rules.Current;
        var evaluationContext = new EvaluationContext
        {
            Own = contact.Own,
            BeforeForeignCode = trace.LeaveAsync,
            LookUp = _lookUp,
        };
        var deciding = ruleSet.DecideAsync(message, evaluationContext, CancellationToken.None);
        if (deciding.IsCompletedSuccessfully)
        {
            return ValueTask.FromResult(VerdictOf(deciding.Result, ruleSet, message, trace));
        }

        return VerdictAsync(deciding, ruleSet, message, trace);
    }

    private async ValueTask<Verdict> VerdictAsync(
        ValueTask<Decision> deciding,
        RuleSet ruleSet,
        IncomingMessage message,
        ReceivedTrace trace
    ) => VerdictOf(await deciding, ruleSet, message, trace);

    private Verdict VerdictOf(Decision decision, RuleSet ruleSet, IncomingMessage message, ReceivedTrace trace)
    {
        if (!decision.Faults.IsEmpty)
        {
            _metrics.PassedOver(decision);
            _log.PassedOver(decision);
        }

        if (!decision.Shadows.IsEmpty)
        {
            _metrics.Shadowed(decision);
            _log.Shadowed(decision);
        }

        var changes = decision.Memos.IsEmpty ? [] : AfterEffects.ChangesOf(decision);
        if (_loops.IsLoop(message, decision.Body))
        {
            _metrics.HeldBack();
            return new(Verdict.Silence, LoopGuard.Name, ruleSet.Version) { Changes = changes };
        }

        return new(decision.Body, decision.RuleName, ruleSet.Version)
        {
            ForeignResults = decision.Foreign.IsEmpty ? default : ForeignAnswers.ToJson(decision.Foreign),
            Changes = changes,
            FollowUps = decision.Later.IsEmpty ? [] : AfterEffects.FollowUpsOf(decision, message, trace.Key),
        };
    }
}
