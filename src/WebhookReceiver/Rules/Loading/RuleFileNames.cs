namespace WebhookReceiver.Rules.Loading;

/// <summary>Recognises names in the rules folder.</summary>
internal static class RuleFileNames
{
    /// <summary>The extensions of rule files, for messages.</summary>
    public const string Endings = ".yaml, .yml, .json, .csv, .tsv or .ics, or are called answers.md";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json", ".csv", ".tsv", ".ics"];

    /// <summary>
    /// Files that editors, sync programs and Kubernetes create: <c>.x.swp</c>, <c>#x#</c>, <c>~$x</c>, <c>..data</c>.
    /// </summary>
    public static bool IsHidden(string name) => name[0] is '.' or '#' or '~';

    /// <summary>Plug-ins have their own folder, with files such as <c>x.deps.json</c>.</summary>
    public static bool IsPlugins(string path) => path.Equals("plugins", StringComparison.OrdinalIgnoreCase);

    /// <summary>Has the extension of a rule file. The schema for editors is excluded.</summary>
    public static bool IsRuleFile(string name) =>
        (IsMarkdown(name) || Extensions.Any(ending => EndsIn(name, ending))) && !EndsIn(name, ".schema.json");

    /// <summary>A table, or a spreadsheet of questions and answers.</summary>
    public static bool IsCsv(string path) => EndsIn(path, ".csv") || IsTabSeparated(path);

    /// <summary>The same with tabs between the cells.</summary>
    public static bool IsTabSeparated(string path) => EndsIn(path, ".tsv");

    /// <summary>Days on which a calendar is closed, as calendar programs write them.</summary>
    public static bool IsHolidays(string path) => EndsIn(path, ".ics");

    /// <summary><c>answers.md</c>, <c>shop-answers.md</c>; other pages, such as a README, are no rules.</summary>
    public static bool IsMarkdown(string path) => EndsIn(path, "answers.md");

    private static bool EndsIn(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
