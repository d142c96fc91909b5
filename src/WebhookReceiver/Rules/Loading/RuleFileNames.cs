namespace WebhookReceiver.Rules.Loading;

/// <summary>Recognises names in the rules folder.</summary>
internal static class RuleFileNames
{
    /// <summary>The extensions of rule files, for messages.</summary>
    public const string Endings = ".yaml, .yml, .json or .csv, or are called answers.md";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json", ".csv"];

    /// <summary>
    /// Files that editors, sync programs and Kubernetes create: <c>.x.swp</c>, <c>#x#</c>, <c>~$x</c>, <c>..data</c>.
    /// </summary>
    public static bool IsHidden(string name) => name[0] is '.' or '#' or '~';

    /// <summary>Plug-ins have their own folder, with files such as <c>x.deps.json</c>.</summary>
    public static bool IsPlugins(string path) => path.Equals("plugins", StringComparison.OrdinalIgnoreCase);

    /// <summary>Has the extension of a rule file. The schema for editors is excluded.</summary>
    public static bool IsRuleFile(string name) =>
        EndsLikeRules(name) && !name.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase);

    /// <summary>A table, or a spreadsheet of questions and answers.</summary>
    public static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>answers.md</c>, <c>shop-answers.md</c>; other pages, such as a README, are no rules.</summary>
    public static bool IsMarkdown(string path) => path.EndsWith("answers.md", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>hours.yaml.txt</c>: the result of a new file in Windows with hidden extensions.</summary>
    public static bool LooksMisnamed(string name) =>
        name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && EndsLikeRules(name[..^4]);

    private static bool EndsLikeRules(string name) =>
        IsMarkdown(name) || Extensions.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
