using WebhookReceiver.Rules.Conversations;
using WebhookReceiver.Rules.Loading;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;
using WebhookReceiver.Rules.Parsing.Holidays;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Keys.Calendars;
using WebhookReceiver.Rules.Parsing.Keys.Tables;
using WebhookReceiver.Rules.Parsing.Keys.Tests;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing;

/// <summary>One file of the rules folder: path inside the folder with '/', and its bytes.</summary>
internal sealed record RuleFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>The result of a build: the rule set of all good files, all problems, and the tests.</summary>
internal sealed record RuleSetBuild(RuleSet RuleSet, IReadOnlyList<RuleProblem> Problems, IReadOnlyList<RuleTest> Tests)
{
    /// <summary>The shared texts with an end.</summary>
    public IReadOnlyList<DatedText> Dated { get; init; } = [];

    /// <summary>The names that the files define, also those of files with errors.</summary>
    public RuleNames Names { get; init; } = RuleNames.None;

    public bool HasErrors => Problems.Any(problem => problem.IsError);
}

/// <summary>Builds a rule set from files and plug-in rules; pure.</summary>
internal static class RuleSetBuilder
{
    /// <summary>
    /// Reads every file and reports every error. The rule set has only files without errors; the caller decides whether
    /// one with errors may go live.
    /// </summary>
    public static RuleSetBuild Build(
        IReadOnlyList<RuleFile> files,
        IReadOnlyList<IReplyRule> pluginRules,
        string version,
        DecisionLimits limits,
        TimeProvider time
    )
    {
        var problems = new ProblemList();
        var vocabulary = new Vocabulary();
        var context = new ParseContext(problems, new SymbolTable(pluginRules, problems), vocabulary)
        {
            Now = time.GetUtcNow(),
        };

        // 1. Split all files: collects names and settings; before that no name is known to be wrong.
        var drafts = files
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => TakeApart(file, context))
            .OfType<FileDraft>()
            .ToList();

        // 2. Check the lists: needs the names of all lists.
        ListsKeyParser.CheckAll(context);

        // 3. Parse the definitions: needs the settings' languages and zone, and all CSV files.
        context.Definitions = new Definitions(
            TextsKeyParser.ParseAll(context),
            CalendarsKeyParser.ParseAll(context),
            TablesKeyParser.ParseAll(context)
        );

        // 4. Parse the settings' words, the rules and the tests: needs the definitions, in phrases and templates.
        var optOutGate = context.Settings.Gate.ToGate(context);
        var rules = drafts.SelectMany(draft => ParseRules(draft, context)).ToList();
        var fileTests = drafts.SelectMany(draft => ParseTests(draft, context)).ToList();

        // 5. Check what depends on all rules: shared texts may use any rule's captures.
        TextsKeyParser.CheckAll(drafts.SelectMany(draft => draft.Rules).SelectMany(rule => rule.Captures), context);
        if (!problems.HasErrors)
        {
            UnusedNames.Note(context.Symbols, problems);
        }

        foreach (var rule in rules.Select(parsed => parsed.Rule).OfType<FileRule>())
        {
            ReportTooLong(rule, context);
        }

        // 6. Leave out every file with an error: all problems are known now.
        var good = rules.Where(rule => rule.IsAsked && !problems.IsBroken(rule.Path)).ToList();
        BackgroundThrottle.Yield();
        var detector = LanguageDetector.Of(
            context.Settings.Languages,
            context.Corpus,
            vocabulary,
            [
                .. good.SelectMany(rule => rule.Rule!.When).SelectMany(condition => condition.Phrases),
                .. CommandsByLanguage(optOutGate, good),
            ]
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
            detector,
            context.Settings.AnswersAll,
            context.Settings.Zone
        );
        var goodTests = fileTests.Where(test => !problems.IsBroken(test.Place.Path));
        IReadOnlyList<RuleProblem> told =
        [
            .. problems.InOrder().Select(problem => InlineCure.Of(problem, context.Symbols)),
        ];
        return new RuleSetBuild(ruleSet, told, [.. good.SelectMany(rule => rule.Tests), .. goodTests])
        {
            Dated = [.. DatedTexts(context)],
            Names = RuleNames.Of(context.Symbols, context.Slots.Names),
        };
    }

    /// <summary>The phrases of commands of which the rules say the language.</summary>
    private static IEnumerable<Phrase> CommandsByLanguage(OptOutGate gate, IEnumerable<ParsedRule> rules) =>
        rules
            .Select(rule => rule.Rule!.Options?.Cancel)
            .Concat([gate.Stop, gate.Start, gate.Resume])
            .SelectMany(command => command?.Phrases ?? [])
            .Where(phrase => phrase.Languages != 0);

    private static IEnumerable<DatedText> DatedTexts(ParseContext context) =>
        from text in context.Definitions.Texts
        where text.Value.Ends is not null
        select new DatedText(text.Key, context.Symbols.Texts[text.Key].Place, text.Value.Ends!.Value);

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
        if (RuleFileNames.IsHolidays(file.Path))
        {
            context.Symbols.HolidayFiles.Add(file.Path, HolidayReader.Read(source, context.Problems));
            return null;
        }

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
            _ when RuleFileNames.IsCsv(source.Path) => ReadCsv(source, context),
            _ when RuleFileNames.IsMarkdown(source.Path) => MarkdownAnswers.Read(source, context.Problems),
            _ when source.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) => JsonTextReader.Read(
                source,
                context.Problems
            ),
            _ => ReadYaml(source, context),
        };

    private static Node? ReadYaml(SourceText source, ParseContext context)
    {
        var root = YamlReader.Read(source, context.Problems, out var lost);
        if (lost is not null)
        {
            context.Symbols.AddLost(lost);
        }

        return root;
    }

    /// <summary>Rules if it has their columns; otherwise a table, if a rule file refers to it.</summary>
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
