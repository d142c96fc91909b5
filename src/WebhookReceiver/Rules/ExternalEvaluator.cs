using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Models;
using WebhookReceiver.Rules.Plugins;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules;

/// <summary>Calls external code that a message must wait for: plug-ins, look-ups and models.</summary>
internal sealed class ExternalEvaluator(RuleSet rules, TimeProvider time)
{
    /// <summary>Announces external code, once. The journal's time does not count as the rules' time.</summary>
    public async ValueTask AnnounceAsync(MatchContext context)
    {
        if (context.Context.BeforeExternalCode is { } beforeExternalCode)
        {
            var since = time.GetTimestamp();
            await beforeExternalCode();
            context.Evaluation.Budget.Exclude(time.GetTimestamp() - since);
        }
    }

    /// <summary>Calls the look-up, model or plug-in that the evaluation waits for.</summary>
    public ValueTask<Step> AskAsync(MatchContext context, CancellationToken cancellationToken)
    {
        var evaluation = context.Evaluation;
        if (evaluation.Pending is { } pending)
        {
            evaluation.Pending = null;
            return LookUpAsync(pending, context, cancellationToken);
        }

        if (evaluation.PendingModel is { } model)
        {
            evaluation.PendingModel = null;
            return ModelTurn.AskAsync(model, context, rules, time, cancellationToken);
        }

        return AskPluginAsync(rules.Rules[evaluation.Position], context, cancellationToken);
    }

    private async ValueTask<Step> AskPluginAsync(
        IReplyRule rule,
        MatchContext context,
        CancellationToken cancellationToken
    )
    {
        var evaluation = context.Evaluation;
        var plugin = rule is PluginRuleProxy { Plugin: var name } ? name : rule.Name;
        if (context.Context.PluginsLeftOut.Contains(plugin, StringComparer.Ordinal))
        {
            evaluation.Fail(rule.Name, RuleFaultKind.EndedProcess);
            evaluation.Findings.Add(new ExternalResult(rule.Name, rule.Stage, rule.Priority, Reply: default));
            evaluation.Position++;
            return Step.Passed;
        }

        if (context.Context.BeforePlugin is { } beforePlugin)
        {
            var since = time.GetTimestamp();
            await beforePlugin(plugin);
            evaluation.Budget.Exclude(time.GetTimestamp() - since);
        }

        var answer = rule is PluginRuleProxy guarded
            ? await guarded.AskAsync(context.Message, evaluation.Budget.Left, cancellationToken)
            : new PluginAnswer(await rule.ReplyAsync(context.Message, cancellationToken), null);
        if (answer.Fault is not null)
        {
            evaluation.Findings.Add(answer.Fault);
        }

        var step = Step.Passed;
        if (answer.Reply is { } reply)
        {
            var now = context.Message.ReceivedAt;
            step = evaluation.Answer(
                rule.Name,
                new Answer(reply) { Changes = [.. reply.Notes.Select(note => ContactChange.Of(note, now))] }
            );
        }

        evaluation.Findings.Add(
            new ExternalResult(rule.Name, rule.Stage, rule.Priority, evaluation.Decision?.Body ?? default)
        );
        evaluation.Position++;
        return step;
    }

    private async ValueTask<Step> LookUpAsync(
        PendingLookup pending,
        MatchContext context,
        CancellationToken cancellationToken
    )
    {
        var evaluation = context.Evaluation;
        var rule = pending.Rule;
        var (outcome, address) = await FindAsync(pending, context, cancellationToken);
        evaluation.Findings.Add(
            new ExternalResult(rule.Name, rule.Stage, rule.Priority, Reply: default)
            {
                Lookup = outcome,
                Address = address,
            }
        );
        // A rule reached through a form is not at the evaluation's position.
        evaluation.Position +=
            evaluation.Position < rules.Rules.Length && rules.Rules[evaluation.Position] == rule ? 1 : 0;
        if (outcome.Kind == LookupKind.Failed)
        {
            evaluation.Fail(rule.Name, RuleFaultKind.LookupFailed);
        }

        try
        {
            return RuleTurn.AfterLookup(pending, outcome, context) is { } answer
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

    private static async ValueTask<(LookupOutcome Outcome, string Address)> FindAsync(
        PendingLookup pending,
        MatchContext context,
        CancellationToken cancellationToken
    )
    {
        var left = context.Evaluation.Budget.Left;
        var limit = pending.Plan.Timeout < left ? pending.Plan.Timeout : left;
        if (limit <= TimeSpan.Zero || context.Context.LookUp is not { } lookUp)
        {
            return (LookupOutcome.Failed("not asked"), "");
        }

        try
        {
            if (pending.Plan.RequestFor(context.Message, pending.Captures) is not { } request)
            {
                return (LookupOutcome.Failed("the address that was filled in leads somewhere else"), "");
            }

            request = request with { Key = context.Context.Key?.ToString() };
            return (await lookUp(request, limit, cancellationToken), request.Address.AbsoluteUri);
        }
#pragma warning disable CA1031 // whatever a look-up does, the rule has a text for it
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (LookupOutcome.Failed(e.GetType().Name), "");
        }
    }
}
