using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Processing;

/// <summary>
/// Asks the live rules about a message or an event, and maps their decision to a result. Deciding changes and counts nothing, so a message may be
/// decided again; what was decided is counted once it is known what counts.
/// </summary>
internal sealed class MessageProcessor(
    RuleReloader rules,
    LookUp lookUp,
    ModelCalls models,
    LoopGuard loops,
    DecisionLog log,
    ProcessingMetrics metrics
)
{
    /// <summary>
    /// Completes synchronously unless a plug-in or a look-up runs; the message is durable before that.
    /// </summary>
    public async ValueTask<MessageResult> EvaluateAsync(PendingMessage pending)
    {
        var current = rules.Current;
        var message = pending.Message;
        var contact = pending.State.Stored.IsEmpty ? ContactView.Nothing : pending.State.ViewAt(message.ReceivedAt);
        var known = contact.Known.Count == 0 ? message : message with { Contact = contact.Known };
        var decision = await current.DecideAsync(
            known,
            new EvaluationContext
            {
                Own = contact.Own,
                BeforeExternalCode = pending.PersistReceivedAsync,
                BeforePlugin = pending.BeforePlugin,
                PluginsLeftOut = pending.PluginsLeftOut,
                LookUp = lookUp,
                AskModel = current.AsksModel ? models.For(pending, current) : null,
                Key = pending.Key,
            },
            CancellationToken.None
        );
        pending.Decision = decision;
        pending.IsHeldBack = loops.IsLoop(message, decision.Body);
        return pending.IsHeldBack
            ? DecisionMapping.HeldBack(decision, current.Version)
            : DecisionMapping.ResultOf(decision, pending, current.Version);
    }

    /// <inheritdoc cref="HandleEvaluated"/>
    public void HandleEvaluated(PendingMessage pending, bool counts)
    {
        if (pending.Decision is not { } decision)
        {
            return; // nobody was asked, or a defect ended the evaluation
        }

        Report(decision);
        if (!counts)
        {
            return;
        }

        models.SendLate(pending);

        if (pending.IsHeldBack)
        {
            metrics.HeldBack();
            return;
        }

        loops.Note(pending.Message, decision.Body);
    }

    private void Report(Decision decision)
    {
        models.Count(decision);
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
    }
}
