namespace WebhookReceiver.Rules.Linting;

/// <summary>Templates without a language, which the platform requires (protocol sheet, section 4.2).</summary>
internal static class TemplateLanguage
{
    public static IAsyncEnumerable<RuleProblem> FindAsync(LintContext lintContext, CancellationToken cancellationToken)
    {
        var first = lintContext is { CanPush: true, HasTemplateLanguage: false }
            ? lintContext.Rules.FirstOrDefault(UsesTemplate)
            : null;
        return (first is null ? [] : new[] { Tell(first) }).ToAsyncEnumerable();
    }

    private static bool UsesTemplate(FileRule rule) =>
        rule.Plan.Then.Any(later => later.Template is not null)
        || rule.Options is { Tell: var told } && told.Any(one => one.Template is not null);

    private static RuleProblem Tell(FileRule rule) =>
        LintContext.Warning(
            rule,
            "a template needs a language, and no setting names one, so the platform refuses it.",
            "Set Sending:Language (environment: Sending__Language), such as en."
        );
}
