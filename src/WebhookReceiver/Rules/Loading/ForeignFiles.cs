using System.Collections.Frozen;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Loading;

/// <summary>Files that people put beside their rules and that nobody reads: named, with what to do.</summary>
internal static class ForeignFiles
{
    private const string SaveAsCsv =
        "In the spreadsheet choose 'Save as' and the type 'CSV UTF-8', with the columns when and reply.";

    private const string CopyText = "Copy the text into a page called answers.md: '# parking' and the answer below it.";

    private const string TakeAway = "Remove the last ending.";

    private static readonly FrozenDictionary<string, string> Cures = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [".xlsx"] = SaveAsCsv,
        [".xls"] = SaveAsCsv,
        [".xlsm"] = SaveAsCsv,
        [".xlsb"] = SaveAsCsv,
        [".ods"] = SaveAsCsv,
        [".fods"] = SaveAsCsv,
        [".numbers"] = SaveAsCsv,
        [".gsheet"] = SaveAsCsv,
        [".docx"] = CopyText,
        [".doc"] = CopyText,
        [".odt"] = CopyText,
        [".rtf"] = CopyText,
        [".pages"] = CopyText,
        [".gdoc"] = CopyText,
        [".pdf"] = CopyText,
        [".html"] = CopyText,
        [".htm"] = CopyText,
        [".dll"] = "Move it into the folder 'plugins' inside the rules folder.",
        [".json5"] = "Save it as .json, or write .yaml.",
        [".jsonc"] = "Save it as .json, or write .yaml.",
        [".jsonl"] = "Save it as .json: one object with the key rules.",
        [".toml"] = "Write the rules as .yaml.",
        [".xml"] = "Write the rules as .yaml, or save a spreadsheet as .csv.",
        [".ical"] = "Rename it to .ics.",
        [".ifb"] = "Rename it to .ics.",
        [".psv"] = "Save it as .csv, with commas between the cells.",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Pages for people, in every repository.</summary>
    private static readonly string[] ForPeople =
    [
        "readme",
        "license",
        "licence",
        "changelog",
        "contributing",
        "notice",
        "todo",
        "notes",
    ];

    /// <summary>Endings of editors and backups; they are meant to be passed over.</summary>
    private static readonly string[] Passing = [".bak", ".tmp", ".swp", ".orig", ".old", ".rej", ".new", ".part"];

    private static readonly string[] Long = ["yaml", "json"];

    /// <summary>The problem of this file; null if it may lie there.</summary>
    public static RuleProblem? Find(string name, string path)
    {
        var ending = Path.GetExtension(name);
        if (ending.Length < 2 || name[^1] == '~' || Passing.Contains(ending, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        if (Cures.TryGetValue(ending, out var cure))
        {
            return Told(ProblemSeverity.Warning, path, $"rules are not read from {ending} files.", cure);
        }

        var inner = Path.GetFileNameWithoutExtension(name);
        if (RuleFileNames.IsRuleFile(inner))
        {
            return Told(ProblemSeverity.Warning, path, $"rule files end in {RuleFileNames.Endings}.", TakeAway);
        }

        if (Mistyped(ending) is { } meant)
        {
            return Told(
                ProblemSeverity.Warning,
                path,
                $"rule files end in {RuleFileNames.Endings}.",
                $"Rename it to {inner}.{meant}"
            );
        }

        return IsText(ending) && !ForPeople.Any(one => name.StartsWith(one, StringComparison.OrdinalIgnoreCase))
            ? OfText(inner, ending, path)
            : null;
    }

    /// <summary>A page may be for people; so a note is enough.</summary>
    private static RuleProblem OfText(string inner, string ending, string path) =>
        ending.StartsWith(".m", StringComparison.OrdinalIgnoreCase)
            ? Told(
                ProblemSeverity.Note,
                path,
                "a page of answers is called answers.md, or ends so.",
                $"If customers shall get these answers, rename it to {inner}-answers.md."
            )
            : Told(
                ProblemSeverity.Note,
                path,
                $"rules are not read from {ending} files.",
                $"If it holds rules, rename it to {inner}.yaml; a table with tabs to {inner}.tsv."
            );

    private static bool IsText(string ending) =>
        ending.ToUpperInvariant() is ".MD" or ".MARKDOWN" or ".MDX" or ".TXT" or ".TEXT";

    /// <summary>.ymal, .yaml1, .jsn, .cvs.</summary>
    private static string? Mistyped(string ending)
    {
        var typed = ending[1..].ToLowerInvariant();
        return typed switch
        {
            "yam" or "ymal" or "yalm" or "yl" or "yaml_" => "yaml",
            "jsn" or "jason" => "json",
            "cvs" or "scv" or "csb" => "csv",
            "tab" or "tvs" => "tsv",
            "isc" or "ical_" => "ics",
            // Short endings are near to those of other programs.
            _ => typed.Length is > 3 and < 8 && !Long.Contains(typed, StringComparer.Ordinal)
                ? NearestName.Of(typed, Long)
                : null,
        };
    }

    private static RuleProblem Told(ProblemSeverity severity, string path, string why, string cure) =>
        FolderScan.Problem(severity, path, $"This file is not read: {why}", cure);
}
