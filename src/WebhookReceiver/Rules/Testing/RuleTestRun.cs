using System.Collections.Immutable;
using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Rules.Testing;

/// <summary>One message of a test with its context and decision.</summary>
internal sealed record TestTurn(IncomingMessage Message, EvaluationContext EvaluationContext, Decision Decision);

/// <summary>Runs the conversation of a test in the production engine.</summary>
internal static class RuleTestRun
{
    /// <summary>The results, at least one.</summary>
    public static async Task<ImmutableArray<TestTurn>> PlayAsync(
        RuleTest test,
        RuleSet ruleSet,
        CancellationToken cancellationToken
    )
    {
        var contact = new TestContact();
        var given = ValueTask.FromResult(test.Lookup ?? LookupOutcome.Failed("a test has no network"));
        var said = test.Model ?? ModelOutcome.NotAsked("a test has no model");
        var turns = ImmutableArray.CreateBuilder<TestTurn>();
        foreach (var message in Conversation.Of(test))
        {
            var known = contact.Known(message);
            var evaluationContext = contact.At(known.ReceivedAt) with
            {
                LookUp = (_, _, _) => given,
                AskModel = (_, _) => ValueTask.FromResult(said),
            };
            var decision = await ruleSet.DecideAsync(known, evaluationContext, cancellationToken);
            contact.Remember(decision.Changes);
            turns.Add(new TestTurn(known, evaluationContext, decision));
        }

        return turns.ToImmutable();
    }
}
