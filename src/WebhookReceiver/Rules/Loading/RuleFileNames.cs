namespace WebhookReceiver.Rules.Loading;

/// <summary>Which names in the rules folder mean something.</summary>
internal static class RuleFileNames
{
    /// <summary>How rule files end, for messages.</summary>
    public const string Endings = ".yaml, .yml, .json or .csv, or are called answers.md";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json", ".csv"];

    /// <summary>What editors, sync programs and Kubernetes put beside the files: <c>.x.swp</c>, <c>#x#</c>, <c>~$x</c>, <c>..data</c>.</summary>
    public static bool IsHidden(string name) => name[0] is '.' or '#' or '~';

    /// <summary>The plug-ins live in a folder of their own, beside files such as <c>x.deps.json</c>.</summary>
    public static bool IsPlugins(string path) => path.Equals("plugins", StringComparison.OrdinalIgnoreCase);

    /// <summary>Ends like a rule file. The schema for editors lies among them but is none.</summary>
    public static bool IsRuleFile(string name) =>
        EndsLikeRules(name) && !name.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase);

    /// <summary>A table, or a spreadsheet of questions and answers.</summary>
    public static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>answers.md</c>, <c>shop-answers.md</c>; other pages, such as a README, are for people.</summary>
    public static bool IsMarkdown(string path) => path.EndsWith("answers.md", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>hours.yaml.txt</c>: what Windows makes of a new file when it hides the endings.</summary>
    public static bool LooksMisnamed(string name) =>
        name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && EndsLikeRules(name[..^4]);

    private static bool EndsLikeRules(string name) =>
        IsMarkdown(name) || Extensions.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
