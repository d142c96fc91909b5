using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>
/// Explains the answer to a message: every rule in order. A separate walk over the same conditions, so that deciding
/// never pays for it.
/// </summary>
/// <param name="Message">The message.</param>
/// <param name="Decision">The answer of the file rules.</param>
/// <param name="Took">Time of the decision.</param>
/// <param name="Rules">All rules, in order.</param>
internal sealed record Explanation(
    IncomingMessage Message,
    Decision Decision,
    TimeSpan Took,
    ImmutableArray<ExplainedRule> Rules
)
{
    /// <summary>The open question or menu; null for none.</summary>
    public ExplainedForm? Form { get; init; }

    /// <summary>The language that is spoken, and why; null in a folder of one.</summary>
    public ExplainedLanguage? Language { get; init; }

    public ExplainedRule? Winner =>
        Rules.FirstOrDefault(rule => rule.Outcome == RuleOutcome.Answers && rule.Name == Decision.RuleName);

    public static async Task<Explanation> OfAsync(
        RuleSet ruleSet,
        IncomingMessage message,
        EvaluationContext evaluationContext,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var files = ruleSet.WithoutPlugins();
        // The first run pays for JIT compilation, which no contact's message does.
        await files.DecideAsync(message, evaluationContext, cancellationToken);
        var started = time.GetTimestamp();
        var decision = await files.DecideAsync(message, evaluationContext, cancellationToken);
        var took = time.GetElapsedTime(started);
        var form = ExplainedForm.Of(ruleSet, message, evaluationContext, decision);
        return new Explanation(message, decision, took, Walk(ruleSet, message, evaluationContext, decision, form, time))
        {
            Form = form,
            Language = ExplainedLanguage.Of(ruleSet, message, decision),
        };
    }

    /// <summary>The same for the last message of a conversation; the earlier ones are answered as in a test.</summary>
    public static async Task<Explanation> OfAsync(
        RuleSet ruleSet,
        IncomingMessage message,
        IReadOnlyList<string> before,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var files = ruleSet.WithoutPlugins();
        var contact = new TestContact();
        for (var i = 0; i < before.Count; i++)
        {
            var earlier = contact.Known(
                message with
                {
                    Text = before[i],
                    ReceivedAt = message.ReceivedAt.AddSeconds(i - before.Count),
                }
            );
            var decision = await files.DecideAsync(earlier, contact.At(earlier.ReceivedAt), cancellationToken);
            contact.Remember(decision.Changes);
        }

        return await OfAsync(ruleSet, contact.Known(message), contact.At(message.ReceivedAt), time, cancellationToken);
    }

    /// <summary>The conditions of one rule alone.</summary>
    public static ExplainedRule OfRule(
        FileRule rule,
        RuleSet ruleSet,
        IncomingMessage message,
        EvaluationContext evaluationContext
    )
    {
        using var context = MatchContext.Rent(message, ruleSet.Vocabulary);
        context.Context = evaluationContext;
        context.Listen(ruleSet.Detector);
        var explained = ExplainedRule.Of(rule, context);
        if (!explained.AllHold && context.HasStripped)
        {
            context.Strip(true);
            explained = ExplainedRule.Of(rule, context) with { Remark = "looks at words without article or ending" };
            if (explained.AllHold)
            {
                return explained;
            }

            explained = explained with { Remark = null };
        }

        return explained.AllHold || !rule.Typos || !ruleSet.Forgives(context)
            ? explained
            : ExplainedRule.Of(rule, context) with
            {
                Remark = "forgives typing mistakes",
            };
    }

    private static ImmutableArray<ExplainedRule> Walk(
        RuleSet ruleSet,
        IncomingMessage message,
        EvaluationContext evaluationContext,
        Decision decision,
        ExplainedForm? form,
        TimeProvider time
    )
    {
        var rules = ImmutableArray.CreateBuilder<ExplainedRule>(ruleSet.Rules.Length);
        var isDecided = false;
        foreach (var rule in ruleSet.Rules)
        {
            if (rule is not FileRule file)
            {
                rules.Add(ExplainedRule.OfPlugin(rule));
                continue;
            }

            var started = time.GetTimestamp();
            var explained = OfRule(file, ruleSet, message, evaluationContext)
                .WithModel(file, message, ruleSet, decision);
            var fault = decision.Faults.FirstOrDefault(fault => fault.RuleName == file.Name);
            var isByForm = file.Name == decision.RuleName && form is not null && (form.Takes || !explained.AllHold);
            if (isByForm)
            {
                // What was open took the message: nothing of its phrases was looked at.
                explained = explained with
                {
                    Captures = [],
                    Refused = [],
                };
            }

            rules.Add(
                explained with
                {
                    Outcome = OutcomeOf(file, explained, decision, fault is not null, isDecided, form),
                    IsByForm = isByForm,
                    Remark = fault is null ? explained.Remark : fault.Told,
                    Took = time.GetElapsedTime(started),
                }
            );
            isDecided |= file.Name == decision.RuleName;
        }

        return rules.DrainToImmutable();
    }

    private static RuleOutcome OutcomeOf(
        FileRule file,
        ExplainedRule rule,
        Decision decision,
        bool isFault,
        bool isDecided,
        ExplainedForm? form
    ) =>
        file.Name == decision.RuleName || decision.Parts.Contains(file.Name, StringComparer.Ordinal)
            ? RuleOutcome.Answers
        : isFault ? RuleOutcome.Failed
        : !rule.AllHold ? RuleOutcome.DoesNotHold
        : form is { Takes: true } ? RuleOutcome.FormFirst
        : file.IsShadow ? RuleOutcome.Shadow
        : isDecided ? RuleOutcome.ComesLater
        : RuleOutcome.PassesOn;
}
