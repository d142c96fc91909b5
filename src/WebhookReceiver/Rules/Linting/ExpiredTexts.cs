using System.Globalization;

namespace WebhookReceiver.Rules.Linting;

/// <summary>Finds shared texts whose time is over.</summary>
internal static class ExpiredTexts
{
    public static IAsyncEnumerable<RuleProblem> FindAsync(
        LintContext lintContext,
        CancellationToken cancellationToken
    ) =>
        lintContext
            .Dated.Where(text => text.Ends <= lintContext.Now)
            .Select(text => new RuleProblem(
                ProblemSeverity.Note,
                text.Place.Path,
                text.Place.Line,
                text.Place.Column,
                RuleId: null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the text '{text.Name}' prints nothing any more, since {text.Ends:yyyy-MM-dd HH:mm}."
                ),
                "Give it another end behind 'until:', or take the text out."
            ))
            .ToAsyncEnumerable();
}
