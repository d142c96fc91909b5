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
        var context = new ParseContext(problems, new SymbolTable(pluginRules, problems), vocabulary) { Pace = pace };

        // 1. Take all files apart: collects the names and the settings, without which no name is known to be wrong.
        var drafts = files
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => TakeApart(file, context))
            .OfType<FileDraft>()
            .ToList();

        // 2. Check the lists: needs all names of lists.
        ListsKeyParser.CheckAll(context);

        // 3. Parse the definitions: needs the languages and the zone of the settings, and all CSV files.
        context.Definitions = new Definitions(
            TextsKeyParser.ParseAll(context),
            CalendarsKeyParser.ParseAll(context),
            TablesKeyParser.ParseAll(context)
        );

        // 4. Parse the words of the settings, the rules and the tests: needs the definitions, in phrases and in templates.
        var optOutGate = context.Settings.Gate.ToGate(context);
        var rules = drafts.SelectMany(draft => ParseRules(draft, context)).ToList();
        var fileTests = drafts.SelectMany(draft => ParseTests(draft, context)).ToList();

        // 5. Check what needs all rules: shared texts may use what any rule captures.
        TextsKeyParser.CheckAll(drafts.SelectMany(draft => draft.Rules).SelectMany(rule => rule.Captures), context);
        foreach (var rule in rules.Select(parsed => parsed.Rule).OfType<FileRule>())
        {
            ReportTooLong(rule, context);
        }

        // 6. Leave out every file with an error: all problems are known now.
        var good = rules.Where(rule => rule.IsAsked && !problems.IsBroken(rule.Path)).ToList();
        pace?.Breathe();
        var detector = LanguageDetector.Of(
            context.Settings.Languages,
            context.Corpus,
            vocabulary,
            good.SelectMany(rule => rule.Rule!.When).SelectMany(condition => condition.Phrases)
        );
        LanguagesKeyParser.Check(detector, good.Select(rule => rule.Rule!), context);
        var ruleSet = RuleSet.Create(
            version,
            vocabulary,
            good.Select(rule => rule.Rule!),
            pluginRules,
            limits,
            time,
            optOutGate,
            context.Settings.Lengths,
            pace,
            detector,
            context.Settings.AnswersAll
        );
        var goodTests = fileTests.Where(test => !problems.IsBroken(test.Place.Path));
        return new RuleSetBuild(ruleSet, problems.InOrder(), [.. good.SelectMany(rule => rule.Tests), .. goodTests]);
    }

    private static void ReportTooLong(FileRule rule, ParseContext context)
    {
        if (rule.Plan.Texts.LongestConstant is var length && length > context.Settings.Lengths.Smallest)
        {
            context.Problems.RuleId = rule.Name;
            context.Problems.Warning(
                rule.Place,
                $"the reply has {length} characters, and a channel carries {context.Settings.Lengths.Smallest}: it is cut there.",
                "Shorten it, or say what the channel carries under 'settings: limits:'."
            );
            context.Problems.RuleId = null;
        }
    }

    private static FileDraft? TakeApart(RuleFile file, ParseContext context)
    {
        var source = SourceText.Decode(file, context.Problems);
        var root = context.Problems.IsBroken(file.Path) ? null : ReadNodes(source, context);
        var isReadable = root is not null || !context.Problems.IsBroken(file.Path);
        context.Symbols.AddSource(source, isReadable);
        return isReadable && !context.Symbols.CsvFiles.ContainsKey(file.Path)
            ? TopKeys.Parse(source, root, context)
            : null;
    }

    private static Node? ReadNodes(SourceText source, ParseContext context) =>
        source.Path switch
        {
            _ when RuleFolderNames.IsCsv(source.Path) => ReadCsv(source, context),
            _ when RuleFolderNames.IsMarkdown(source.Path) => MarkdownAnswers.Read(source, context.Problems),
            _ when source.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) => JsonTextReader.Read(
                source,
                context.Problems
            ),
            _ => YamlReader.Read(source, context.Problems, context.Pace),
        };

    /// <summary>Rules if it has their columns; else a table, if a rule file says so.</summary>
    private static MapNode? ReadCsv(SourceText source, ParseContext context)
    {
        var file = new CsvFile(source, CsvText.Read(source, context.Problems));
        if (CsvRules.AreIn(file))
        {
            return CsvRules.ToNode(file, context.Problems);
        }
        context.Symbols.CsvFiles.Add(source.Path, file);
        return null;
    }

    private static List<ParsedRule> ParseRules(FileDraft draft, ParseContext context) =>
        [
            .. draft.Rules.Select(rule => new ParsedRule(
                draft.Path,
                RuleKeys.Parse(rule, context),
                rule.Enabled,
                rule.Tests
            )),
        ];

    private static IEnumerable<RuleTest> ParseTests(FileDraft draft, ParseContext context) =>
        draft.Tests is { } tests ? TestsKeyParser.Parse(tests, ruleId: null, context) : [];

    private sealed record ParsedRule(string Path, FileRule? Rule, bool IsEnabled, IReadOnlyList<RuleTest> Tests)
    {
        public bool IsAsked => IsEnabled && Rule is not null;
    }
}
