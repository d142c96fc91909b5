using WebhookReceiver.Rules.Talking;

namespace WebhookReceiver.Rules.Proving;

/// <summary>
/// Asks a book what it would have answered to a message of the past. Calls no plug-in and no network and changes nothing:
/// what plug-ins said then takes their place in the order.
/// </summary>
internal static class Replaying
{
    /// <param name="ruleSet">A book of file rules alone, which answers at once.</param>
    /// <param name="past">The message.</param>
    public static async ValueTask<ReplayedAnswer> ReplayAsync(RuleSet ruleSet, PastMessage past)
    {
        var evaluationContext = new EvaluationContext
        {
            Own = past.Own,
            LookUp = (address, _, _) => ValueTask.FromResult(FoundThen(past, address)),
        };
        var decision = await ruleSet.DecideAsync(past.Message, evaluationContext, CancellationToken.None);
        var winner = decision.RuleName is null
            ? null
            : ruleSet.Rules.FirstOrDefault(rule => rule.Name == decision.RuleName);
        var foreign = past.Foreign.FirstOrDefault(answer => !answer.Reply.IsEmpty);
        return foreign is not null && (winner is null || IsBefore(foreign, winner))
            ? new ReplayedAnswer(past, foreign.RuleName, foreign.Reply)
            : new ReplayedAnswer(past, decision.RuleName, decision.Body);
    }

    private static LookupOutcome FoundThen(PastMessage past, Uri address) =>
        past.Foreign.FirstOrDefault(answer =>
            answer.Lookup is not null && answer.Address == address.AbsoluteUri
        )?.Lookup
        ?? LookupOutcome.Failed("was not asked then");

    /// <summary>Plug-ins come last among equals.</summary>
    private static bool IsBefore(ForeignAnswer foreign, IReplyRule rule) =>
        foreign.Stage != rule.Stage ? foreign.Stage < rule.Stage : foreign.Priority > rule.Priority;
}
