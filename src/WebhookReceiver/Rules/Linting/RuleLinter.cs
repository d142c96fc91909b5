using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Linting;

/// <summary>Finds doubtful but valid rules: one method per finding.</summary>
internal static class RuleLinter
{
    private static readonly Func<LintContext, CancellationToken, IAsyncEnumerable<RuleProblem>>[] All =
    [
        StolenPhrases.FindAsync,
        TakenMessages.FindAsync,
        ImpossibleRules.FindAsync,
        UnreachableRules.FindAsync,
        UnreachableChoices.FindAsync,
        SlowMedia.FindAsync,
        UnsentMessages.FindAsync,
        UnaskedModels.FindAsync,
        TemplateLanguage.FindAsync,
        UncoveredHours.FindAsync,
        WholeSentences.FindAsync,
        ExpiredTexts.FindAsync,
        UnknownLanguages.FindAsync,
        UnsaidAnswers.FindAsync,
    ];

    /// <summary>All findings, in the order of the files.</summary>
    public static async Task<ImmutableArray<RuleProblem>> ReviewAsync(
        LintContext lintContext,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<RuleProblem>();
        foreach (var critic in All)
        {
            await foreach (var finding in critic(lintContext, cancellationToken))
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
