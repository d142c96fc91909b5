using WebhookReceiver.Rules.Explaining;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Testing;

namespace WebhookReceiver.Rules.Linting;

/// <summary>A valid rule set, as input of the linter.</summary>
/// <param name="RuleSet">The rule set, without plug-ins.</param>
/// <param name="Tests">The tests beside its rules.</param>
/// <param name="Now">When it is looked at.</param>
/// <param name="CanPush">Whether anything can be sent besides the reply.</param>
/// <param name="HasTemplateLanguage">Whether the settings name the language of templates.</param>
internal sealed record LintContext(
    RuleSet RuleSet,
    IReadOnlyList<RuleTest> Tests,
    DateTimeOffset Now,
    bool CanPush,
    bool HasTemplateLanguage
)
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 14, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Whether the settings name a model's server.</summary>
    public bool HasModel { get; init; }

    /// <summary>The shared texts with an end.</summary>
    public IReadOnlyList<DatedText> Dated { get; init; } = [];

    /// <summary>The rules that may answer, in order.</summary>
    public IEnumerable<FileRule> Rules => RuleSet.Rules.OfType<FileRule>().Where(rule => !rule.IsShadow);

    /// <summary>A message from an unknown contact.</summary>
    public static IncomingMessage Say(string text, DateTimeOffset? at = null) =>
        new()
        {
            Id = "check",
            Sender = Conversation.Sender,
            Text = text,
            Channel = Conversation.Channel,
            ReceivedAt = at ?? Noon,
            Seed = 1,
        };

    public async ValueTask<string?> WinnerAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        (await RuleSet.DecideAsync(message, cancellationToken)).RuleName;

    public FileRule? Find(string? name) => Rules.FirstOrDefault(rule => rule.Name == name);

    public ExplainedRule Explain(FileRule rule, IncomingMessage message) =>
        Explanation.OfRule(rule, RuleSet, message, evaluationContext: default);

    /// <summary>The phrases of a rule without other conditions; otherwise empty.</summary>
    public static IEnumerable<Phrase> OnlyPhrases(FileRule rule) =>
        rule.When.All(condition => condition is WordsCondition or ChatCondition { Scope: ChatScope.Direct })
            ? rule.When.SelectMany(condition => condition.Phrases)
            : [];

    /// <summary>True if only the text decides whether it answers.</summary>
    public static bool IsSteady(FileRule rule) =>
        rule.Options?.Cooldown is null
        && rule.When.All(condition =>
            condition.LooksAtTextAlone || condition is ChatCondition { Scope: ChatScope.Direct }
        );

    public static RuleProblem Warning(FileRule rule, string message, string fix) =>
        Problem(ProblemSeverity.Warning, rule, message, fix);

    public static RuleProblem Note(FileRule rule, string message, string fix) =>
        Problem(ProblemSeverity.Note, rule, message, fix);

    private static RuleProblem Problem(ProblemSeverity severity, FileRule rule, string message, string fix) =>
        new(severity, rule.Place.Path, rule.Place.Line, rule.Place.Column, rule.Name, message, fix);
}
