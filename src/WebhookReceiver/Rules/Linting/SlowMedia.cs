using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Linting;

/// <summary>
/// Media on phone automation goes through the broadcast queue, some ten seconds per message (protocol sheet, section
/// 2.1). Reported only if the rules or their tests use phone automation.
/// </summary>
internal static class SlowMedia
{
    /// <summary>Phone automation (protocol sheet, section 1.5).</summary>
    private static readonly string[] Phone = ["1", "2"];

    public static IAsyncEnumerable<RuleProblem> FindAsync(LintContext lintContext, CancellationToken cancellationToken)
    {
        var isInUse = lintContext.Tests.Any(test => Phone.Contains(test.Channel, StringComparer.Ordinal));
        return lintContext
            .Rules.Where(rule => rule.Plan.Media is not null && IsForPhone(rule, isInUse))
            .Select(rule =>
                LintContext.Note(
                    rule,
                    "on phone automation a picture or file waits in the broadcast queue, about ten seconds for each message before it.",
                    "Send a text there: write a rule with 'channel: whatsapp-phone' above this one."
                )
            )
            .ToAsyncEnumerable();
    }

    private static bool IsForPhone(FileRule rule, bool isInUse)
    {
        string[] ids = [.. rule.When.OfType<ChannelCondition>().SelectMany(condition => condition.Ids)];
        return ids.Length == 0 ? isInUse : ids.All(id => Phone.Contains(id, StringComparer.Ordinal));
    }
}
