using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Linting;

/// <summary>Finds follow-ups and messages to others that cannot be sent without a token.</summary>
internal static class UnsentMessages
{
    public static IAsyncEnumerable<RuleProblem> FindAsync(LintContext lintContext, CancellationToken cancellationToken)
    {
        var sending = lintContext.CanPush ? [] : lintContext.Rules.Where(Sends).ToList();
        return (sending.Count == 0 ? [] : new[] { Tell(sending) }).ToAsyncEnumerable();
    }

    private static bool Sends(FileRule rule) =>
        !rule.Plan.Then.IsEmpty
        || rule.Options is { Tell.IsEmpty: false }
        || rule.When.Any(condition => condition is EventCondition);

    private static RuleProblem Tell(List<FileRule> sending)
    {
        var more = sending.Count == 1 ? "" : $", and {sending.Count - 1} more of these rules do";
        return LintContext.Warning(
            sending[0],
            $"'then', 'tell' and what reacts to an event send by the Push API{more}, but no token is set, so nothing is sent.",
            "Set Sending:Token (environment: Sending__Token) where the server runs."
        );
    }
}
