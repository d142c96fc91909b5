using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Models;

/// <summary>The turn of a rule that asks a model: the question, the check of the answer, and what is said.</summary>
internal static class ModelTurn
{
    public static async ValueTask<Step> AskAsync(
        PendingModel pending,
        MatchContext context,
        RuleSet rules,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var evaluation = context.Evaluation;
        var (rule, message) = (pending.Rule, context.Message);
        var request = new ModelRequest(rule, message, pending.Plan.PassagesFor(message, rules.Limits));
        var since = time.GetTimestamp();
        var outcome = await FindAsync(request, context, cancellationToken);
        // The model has its own time, in place of the fallback's.
        evaluation.Budget.Exclude(time.GetTimestamp() - since);
        ModelVerdict? verdict =
            outcome.Kind is ModelKind.Answered
                ? ModelAnswerCheck.Of(outcome, request.Passages, pending.Plan, rules.Lengths, message.Channel)
                : null;
        evaluation.Findings.Add(
            new ExternalResult(rule.Name, rule.Stage, rule.Priority, Reply: default)
            {
                Model = outcome,
                Verdict = verdict,
                Passages = request.Passages,
            }
        );
        // A rule reached through a menu is not at the evaluation's position.
        evaluation.Position +=
            evaluation.Position < rules.Rules.Length && rules.Rules[evaluation.Position] == rule ? 1 : 0;
        Note(rule, outcome, verdict, evaluation);
        try
        {
            var said = verdict is ModelVerdict.Used ? outcome.Text : null;
            return RuleTurn.AfterModel(pending, said, context) is { } answer
                ? evaluation.Answer(rule.Name, answer)
                : Step.Passed;
        }
#pragma warning disable CA1031 // no rule may cost the contact the answer
        catch (Exception e)
#pragma warning restore CA1031
        {
            evaluation.Fail(rule, e);
            return Step.Passed;
        }
    }

    private static async ValueTask<ModelOutcome> FindAsync(
        ModelRequest request,
        MatchContext context,
        CancellationToken cancellationToken
    )
    {
        if (context.Context.AskModel is not { } ask)
        {
            return ModelOutcome.NotAsked("no model is set");
        }

        if (string.IsNullOrWhiteSpace(request.Message.Text) || request.Passages.IsEmpty)
        {
            return ModelOutcome.NotAsked("there is nothing to ask");
        }

        try
        {
            return await ask(request, cancellationToken);
        }
#pragma warning disable CA1031 // whatever a model does, the rule has a text for it
        catch (Exception e)
#pragma warning restore CA1031
        {
            return ModelOutcome.Failed(e.GetType().Name);
        }
    }

    private static void Note(FileRule rule, ModelOutcome outcome, ModelVerdict? verdict, Evaluation evaluation)
    {
        if (outcome.Kind is ModelKind.Failed or ModelKind.Late)
        {
            evaluation.Fail(rule.Name, RuleFaultKind.ModelFailed, $"no answer of the model: {outcome.Detail}");
        }
        else if (verdict is not (null or ModelVerdict.Used or ModelVerdict.Nothing))
        {
            evaluation.Fail(rule.Name, RuleFaultKind.ModelRefused, ModelVerdicts.SentenceOf(verdict.Value));
        }
    }
}
