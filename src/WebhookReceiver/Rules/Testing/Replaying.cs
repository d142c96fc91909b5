using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Models;

namespace WebhookReceiver.Rules.Testing;

/// <summary>
/// Gets a rule set's answer to a past message. Calls no plug-in and no network and changes nothing: the stored results
/// of plug-ins take their place in the order.
/// </summary>
internal static class Replaying
{
    /// <param name="ruleSet">A rule set without plug-ins, which answers synchronously.</param>
    /// <param name="past">The message.</param>
    public static async ValueTask<ReplayedAnswer> ReplayAsync(RuleSet ruleSet, PastMessage past)
    {
        var decision = await ruleSet.DecideAsync(past.Message, ContextOf(past), CancellationToken.None);
        var winner = decision.RuleName is null
            ? null
            : ruleSet.Rules.FirstOrDefault(rule => rule.Name == decision.RuleName);
        var external = past.External.FirstOrDefault(result => !result.Reply.IsEmpty);
        return external is not null && (winner is null || IsBefore(external, winner))
            ? new ReplayedAnswer(past, external.RuleName, external.Reply)
            : new ReplayedAnswer(past, decision.RuleName, decision.Body);
    }

    /// <summary>What was known then: the contact's values, and the results of look-ups and models.</summary>
    public static EvaluationContext ContextOf(PastMessage past) =>
        new()
        {
            Own = past.Own,
            LookUp = (request, _, _) => ValueTask.FromResult(FoundThen(past, request.Address)),
            AskModel = (request, _) => ValueTask.FromResult(SaidThen(past, request.Rule.Name)),
        };

    private static ModelOutcome SaidThen(PastMessage past, string rule) =>
        past.External.FirstOrDefault(result => result.Model is not null && result.RuleName == rule)?.Model
        ?? past.External.FirstOrDefault(result => result.Model is not null)?.Model
        ?? ModelOutcome.NotAsked("was not asked then");

    private static LookupOutcome FoundThen(PastMessage past, Uri address) =>
        past.External.FirstOrDefault(result =>
            result.Lookup is not null && result.Address == address.AbsoluteUri
        )?.Lookup
        ?? LookupOutcome.Failed("was not asked then");

    /// <summary>On a tie plug-ins come last.</summary>
    private static bool IsBefore(ExternalResult external, IReplyRule rule) =>
        external.Stage != rule.Stage ? external.Stage < rule.Stage : external.Priority > rule.Priority;
}
