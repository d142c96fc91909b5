using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Checking;

/// <summary>What is worth telling about rules that are not wrong: one method a finding.</summary>
internal static class Critics
{
    private static readonly Func<Review, CancellationToken, IAsyncEnumerable<RuleProblem>>[] All =
    [
        StolenPhrases.FindAsync,
        UnreachableRules.FindAsync,
        UnreachableChoices.FindAsync,
        SlowMedia.FindAsync,
        UnsentMessages.FindAsync,
        UncoveredHours.FindAsync,
        WholeSentences.FindAsync,
    ];

    /// <summary>All findings, in the order of the files.</summary>
    public static async Task<ImmutableArray<RuleProblem>> ReviewAsync(
        Review review,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<RuleProblem>();
        foreach (var critic in All)
        {
            await foreach (var finding in critic(review, cancellationToken))
            {
                findings.Add(finding);
            }
        }

        return
        [
            .. findings
                .OrderBy(finding => finding.Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Line)
                .ThenBy(finding => finding.Message, StringComparer.Ordinal),
        ];
    }
}
