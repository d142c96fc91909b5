namespace WebhookReceiver.Rules.Linting;

/// <summary>Finds rules that ask a model while the settings name none.</summary>
internal static class UnaskedModels
{
    public static IAsyncEnumerable<RuleProblem> FindAsync(LintContext lintContext, CancellationToken cancellationToken)
    {
        var asking = lintContext.HasModel
            ? []
            : lintContext.Rules.Where(rule => rule.Options?.AskModel is not null).Take(1);
        return asking
            .Select(rule =>
                LintContext.Warning(
                    rule,
                    "'ask-model' asks nobody, since no model is set: 'otherwise' answers.",
                    "Set Models:Address and Models:Model (environment: Models__Address, Models__Model) where the server runs."
                )
            )
            .ToAsyncEnumerable();
    }
}
