using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Processing;

/// <summary>
/// Lets the rules of a message ask a model inside the deadline of its answer. An answer of the model that comes later
/// goes out by Push, once the message is answered.
/// </summary>
internal sealed class ModelCalls(
    ModelClient client,
    ModelMetrics metrics,
    ProcessingLimits limits,
    RunningTime running,
    IOptions<ModelsOptions> options,
    HandleLateResult? handleLateResult = null
)
{
    /// <summary>What a message takes besides its rules, to be answered in time.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks for this message; null if the settings name no model.</summary>
    public AskModel? For(PendingMessage pending, RuleSet rules)
    {
        if (!client.IsOn)
        {
            return null;
        }

        pending.MoreTime = options.Value.Time;
        return (request, _) => AskAsync(pending, rules, request);
    }

    /// <summary>Sends what a late model says, if its message got another answer meanwhile.</summary>
    public void SendLate(PendingMessage pending)
    {
        if (pending.LateModel is { } late)
        {
            handleLateResult?.Invoke(pending.RecordWith(result: null), late);
        }
    }

    /// <summary>Counts what the check said of models' answers.</summary>
    public void Count(Decision decision)
    {
        foreach (var result in decision.External)
        {
            if (result.Verdict is { } verdict)
            {
                metrics.Judged(verdict);
            }
        }
    }

    private async ValueTask<ModelOutcome> AskAsync(PendingMessage pending, RuleSet rules, ModelRequest request)
    {
        using var step = MessageTrace.Step("model");
        var left = limits.Whole - running.GetElapsedTime(pending.Arrived) - Reserve;
        var outcome = await client.AskAsync(
            request,
            left < options.Value.Time ? left : options.Value.Time,
            options.Value.CanPush && handleLateResult is not null && request.Message.Event is null
                ? late => pending.LateModel = ResultOfAsync(late, request, rules)
                : null
        );
        step?.SetTag("webhookreceiver.model.outcome", outcome.Kind.ToString());
        step?.SetTag("webhookreceiver.rule", request.Rule.Name);
        return outcome;
    }

    private async Task<MessageResult> ResultOfAsync(Task<ModelOutcome> late, ModelRequest request, RuleSet rules)
    {
        var outcome = await late;
        if (outcome.Kind is not ModelKind.Answered)
        {
            return MessageResult.Of(MessageResult.Silence);
        }

        var verdict = ModelAnswerCheck.Of(
            outcome,
            request.Passages,
            request.Rule.Options!.AskModel!,
            rules.Lengths,
            request.Message.Channel
        );
        metrics.Judged(verdict);
        return verdict is ModelVerdict.Used
            ? new MessageResult { Reply = InstantReply.ToJson(Reply.Say(outcome.Text)), Rule = request.Rule.Name }
            : MessageResult.Of(MessageResult.Silence);
    }
}
