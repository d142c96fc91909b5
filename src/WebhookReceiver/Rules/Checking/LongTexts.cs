using System.Globalization;

namespace WebhookReceiver.Rules.Checking;

/// <summary>Texts longer than a message may be.</summary>
internal static class LongTexts
{
    /// <summary>
    /// The one length that the platform names, for the body of a message on official WhatsApp (protocol sheet, section 4.4); of
    /// the instant reply none is known (section 2.4).
    /// </summary>
    public const int Longest = 4_000;

    public static IAsyncEnumerable<RuleProblem> FindAsync(Review review, CancellationToken cancellationToken) =>
        review.Rules.Select(Look).OfType<RuleProblem>().ToAsyncEnumerable();

    private static RuleProblem? Look(FileRule rule)
    {
        var later = rule.Plan.Then.Concat(rule.Talk?.Tell ?? []).SelectMany(plan => plan.Text);
        var longest = rule.Plan.Texts.Concat(later).Select(text => text.LeastLength).DefaultIfEmpty().Max();
        return longest <= Longest
            ? null
            : Review.Warning(
                rule,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a text has {longest:N0} characters; a message of official WhatsApp holds {Longest:N0}."
                ),
                "Shorten it, or send the rest as a follow-up under 'then:'."
            );
    }
}
