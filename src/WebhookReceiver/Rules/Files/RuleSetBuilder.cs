using WebhookReceiver.Rules.Files.Keys;
using WebhookReceiver.Rules.Files.Keys.Calendars;
using WebhookReceiver.Rules.Files.Keys.Tables;
using WebhookReceiver.Rules.Files.Keys.Tests;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files;

/// <summary>One file of the rules folder as it was read: path inside the folder with '/', and its bytes.</summary>
internal sealed record RuleFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>What came of building a book: the book of all that was good, everything wrong, and the tests found.</summary>
internal sealed record RuleSetBuild(RuleSet RuleSet, IReadOnlyList<RuleProblem> Problems, IReadOnlyList<RuleTest> Tests)
{
    public bool HasErrors => Problems.Any(problem => problem.Severity == ProblemSeverity.Error);
}

/// <summary>Files and plug-in rules in, a complete new book out; pure.</summary>
internal static class RuleSetBuilder
{
    /// <summary>
    /// Reads every file and reports every error. The book holds only files without errors; the caller decides
    /// whether a book with errors may go live.
    /// </summary>
    public static RuleSetBuild Build(
        IReadOnlyList<RuleFile> files,
        IReadOnlyList<IReplyRule> pluginRules,
        string version,
        DecisionLimits limits,
        TimeProvider time,
        Pace? pace = null
    )
    {
        var problems = new ProblemList();
        var vocabulary = new Vocabulary();
        var reading = new Reading(problems, new FolderNames(pluginRules, problems), vocabulary) { Pace = pace };

        // Names first, in all files; only then can a rule be told that a name is unknown.
        var drafts = files
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => TakeApart(file, reading))
            .OfType<FileDraft>()
            .ToList();
        ListsKey.CheckAll(reading);
        TextsKey.ReadAll(reading);
        CalendarsKey.ReadAll(reading);
        TablesKey.ReadAll(reading);
        var optOutGate = reading.Settings.Gate.ToGate(reading);
        var rules = drafts.SelectMany(draft => ReadRules(draft, reading)).ToList();
        var fileTests = drafts.SelectMany(draft => ReadTests(draft, reading)).ToList();
        TextsKey.CheckAll(drafts.SelectMany(draft => draft.Rules).SelectMany(rule => rule.Captures), reading);

        foreach (var rule in rules.Select(read => read.Rule).OfType<FileRule>())
        {
            TellTooLong(rule, reading);
        }

        // All problems are known now: what stands in a file with an error is left out.
        var good = rules.Where(rule => rule.IsAsked && !problems.IsBroken(rule.Path)).ToList();
        pace?.Breathe();
        var ruleSet = RuleSet.Create(
            version,
            vocabulary,
            good.Select(rule => rule.Rule!),
            pluginRules,
            limits,
            time,
            optOutGate,
            reading.Settings.Lengths,
            pace
        );
        var goodTests = fileTests.Where(test => !problems.IsBroken(test.Place.Path));
        return new RuleSetBuild(ruleSet, problems.InOrder(), [.. good.SelectMany(rule => rule.Tests), .. goodTests]);
    }

    private static void TellTooLong(FileRule rule, Reading reading)
    {
        if (rule.Plan.Texts.LongestConstant is var length && length > reading.Settings.Lengths.Smallest)
        {
            reading.Problems.RuleId = rule.Name;
            reading.Problems.Warning(
                rule.Place,
                $"the reply has {length} characters, and a channel carries {reading.Settings.Lengths.Smallest}: it is cut there.",
                "Shorten it, or say what the channel carries under 'settings: limits:'."
            );
            reading.Problems.RuleId = null;
        }
    }

    private static FileDraft? TakeApart(RuleFile file, Reading reading)
    {
        var source = SourceText.Decode(file, reading.Problems);
        var root = reading.Problems.IsBroken(file.Path) ? null : ReadNodes(source, reading);
        var isReadable = root is not null || !reading.Problems.IsBroken(file.Path);
        reading.Names.AddSource(source, isReadable);
        return isReadable && !reading.Names.CsvFiles.ContainsKey(file.Path)
            ? TopKeys.Read(source, root, reading)
            : null;
    }

    private static Node? ReadNodes(SourceText source, Reading reading) =>
        source.Path switch
        {
            _ when RuleFolderNames.IsCsv(source.Path) => ReadCsv(source, reading),
            _ when RuleFolderNames.IsMarkdown(source.Path) => MarkdownAnswers.Read(source, reading.Problems),
            _ when source.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) => JsonTextReader.Read(
                source,
                reading.Problems
            ),
            _ => YamlReader.Read(source, reading.Problems, reading.Pace),
        };

    /// <summary>Rules if it has their columns; else a table, if a rule file says so.</summary>
    private static MapNode? ReadCsv(SourceText source, Reading reading)
    {
        var file = new CsvFile(source, CsvText.Read(source, reading.Problems));
        if (CsvRules.AreIn(file))
        {
            return CsvRules.ToNode(file, reading.Problems);
        }
        reading.Names.CsvFiles.Add(source.Path, file);
        return null;
    }

    private static List<ReadRule> ReadRules(FileDraft draft, Reading reading) =>
        [
            .. draft.Rules.Select(rule => new ReadRule(
                draft.Path,
                RuleKeys.Read(rule, reading),
                rule.Enabled,
                rule.Tests
            )),
        ];

    private static IEnumerable<RuleTest> ReadTests(FileDraft draft, Reading reading) =>
        draft.Tests is { } tests ? TestsKey.Read(tests, ruleId: null, reading) : [];

    private sealed record ReadRule(string Path, FileRule? Rule, bool IsEnabled, IReadOnlyList<RuleTest> Tests)
    {
        public bool IsAsked => IsEnabled && Rule is not null;
    }
}
