using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Linting;

/// <summary>The coming year as calendars see it.</summary>
internal static class CalendarYear
{
    private static readonly TimeSpan Coarse = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Fine = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Length = TimeSpan.FromDays(366);

    /// <summary>A moment at which this holds; null if there is none in the coming year.</summary>
    public static DateTimeOffset? Find(LintContext lintContext, Func<MatchContext, bool> holds) =>
        Find(lintContext, holds, Coarse) ?? Find(lintContext, holds, Fine);

    private static DateTimeOffset? Find(LintContext lintContext, Func<MatchContext, bool> holds, TimeSpan step)
    {
        var first = new DateTimeOffset(
            lintContext.Now.UtcTicks - (lintContext.Now.UtcTicks % step.Ticks),
            TimeSpan.Zero
        );
        for (var at = first; at < first + Length; at += step)
        {
            using var context = MatchContext.Rent(LintContext.Say("", at), lintContext.RuleSet.Vocabulary);
            if (holds(context))
            {
                return at;
            }
        }

        return null;
    }
}
