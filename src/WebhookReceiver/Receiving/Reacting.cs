using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using WebhookReceiver.Journal;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Receiving;

/// <summary>
/// From an event to what rules have sent because of it: decided once, in the contact's turn, and kept like a message and its
/// reply; only that what is said goes out by Push.
/// </summary>
internal sealed class Reacting(Inbox inbox, RuleReloader rules, AnswerLog log, ReceivingMetrics metrics, LookUp lookUp)
{
    /// <exception cref="JournalUnavailableException">It could not be kept; bring the event again.</exception>
    public async ValueTask ReactAsync(IncomingMessage happened, string name)
    {
        if (happened.Event is not { } what || !rules.Current.ReactsTo(what))
        {
            return;
        }

        // One message may be delivered and read: two events.
        var id = $"{what} {name}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{happened.Project}\n{happened.Channel}\n{id}"));
        var known = happened with { Id = id, Seed = (long)XxHash3.HashToUInt64(hash) };
        await inbox.AnswerOnceAsync(known, JournalKey.Of(known, hash), Verdict.Silence, DecideAsync);
    }

    private async ValueTask<Verdict> DecideAsync(IncomingMessage happened, ContactView contact, ReceivedTrace trace)
    {
        var ruleSet = rules.Current;
        var evaluationContext = new EvaluationContext
        {
            Own = contact.Own,
            BeforeForeignCode = trace.LeaveAsync,
            LookUp = lookUp,
        };
        var decision = await ruleSet.DecideAsync(happened, evaluationContext, CancellationToken.None);
        if (!decision.Faults.IsEmpty)
        {
            metrics.PassedOver(decision);
            log.PassedOver(decision);
        }

        if (!decision.Shadows.IsEmpty)
        {
            metrics.Shadowed(decision);
            log.Shadowed(decision);
        }

        // Nobody gets these bytes; they tell what was said, and a replay compares them.
        return new Verdict(decision.Body, decision.RuleName, ruleSet.Version)
        {
            ForeignResults = decision.Foreign.IsEmpty ? default : ForeignAnswers.ToJson(decision.Foreign),
            Changes = AfterEffects.ChangesOf(decision),
            FollowUps = AfterEffects.ReactionsOf(decision, happened, trace.Key),
        };
    }
}
