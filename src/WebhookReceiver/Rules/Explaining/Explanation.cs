using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Explaining;

/// <summary>
/// Why a message gets the answer it gets: every rule of the book in its order. A walk of its own over the same conditions, so
/// that deciding never pays for it.
/// </summary>
/// <param name="Message">The message.</param>
/// <param name="Decision">What the rules of the files answer.</param>
/// <param name="Took">Time the deciding took.</param>
/// <param name="Rules">All rules, in the order in which they are asked.</param>
internal sealed record Explanation(
    IncomingMessage Message,
    Decision Decision,
    TimeSpan Took,
    ImmutableArray<ExplainedRule> Rules
)
{
    public ExplainedRule? Winner => Rules.FirstOrDefault(rule => rule.Outcome == RuleOutcome.Answers);

    public static async Task<Explanation> OfAsync(
        RuleBook book,
        IncomingMessage message,
        Circumstances circumstances,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var files = book.WithoutPlugins();
        // The first time pays for compiling the program, which no customer does.
        await files.DecideAsync(message, circumstances, cancellationToken);
        var started = time.GetTimestamp();
        var decision = await files.DecideAsync(message, circumstances, cancellationToken);
        var took = time.GetElapsedTime(started);
        return new Explanation(message, decision, took, Walk(book, message, circumstances, decision, time));
    }

    /// <summary>The conditions of one rule alone.</summary>
    public static ExplainedRule OfRule(
        FileRule rule,
        RuleBook book,
        IncomingMessage message,
        Circumstances circumstances
    )
    {
        var context = MatchContext.Rent(message, book.Vocabulary);
        context.Around = circumstances;
        try
        {
            var explained = ExplainedRule.Of(rule, context);
            return explained.AllHold || !rule.Typos || !book.Forgives(context)
                ? explained
                : ExplainedRule.Of(rule, context) with
                {
                    Remark = "forgives typing mistakes",
                };
        }
        finally
        {
            context.Return();
        }
    }

    private static ImmutableArray<ExplainedRule> Walk(
        RuleBook book,
        IncomingMessage message,
        Circumstances circumstances,
        Decision decision,
        TimeProvider time
    )
    {
        var rules = ImmutableArray.CreateBuilder<ExplainedRule>(book.Rules.Length);
        var isDecided = false;
        foreach (var rule in book.Rules)
        {
            if (rule is not FileRule file)
            {
                rules.Add(ExplainedRule.OfPlugin(rule));
                continue;
            }

            var started = time.GetTimestamp();
            var explained = OfRule(file, book, message, circumstances);
            var fault = decision.Faults.FirstOrDefault(fault => fault.RuleName == file.Name);
            rules.Add(
                explained with
                {
                    Outcome = OutcomeOf(file, explained, decision, fault is not null, isDecided),
                    Remark = fault is null ? explained.Remark : fault.Exception?.Message ?? fault.Kind.ToString(),
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
        bool isDecided
    ) =>
        file.Name == decision.RuleName ? RuleOutcome.Answers
        : isFault ? RuleOutcome.Failed
        : !rule.AllHold ? RuleOutcome.DoesNotHold
        : file.IsShadow ? RuleOutcome.Shadow
        : isDecided ? RuleOutcome.ComesLater
        : RuleOutcome.PassesOn;
}
