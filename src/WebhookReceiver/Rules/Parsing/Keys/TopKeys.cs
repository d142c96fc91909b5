using System.Collections.Frozen;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Keys.Calendars;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Keys.Tables;
using WebhookReceiver.Rules.Parsing.Keys.Tests;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>The top-level keys of a rule file.</summary>
internal static class TopKeys
{
    public static MapSpec<FileDraft> Spec { get; } =
        new([
            new(
                "settings",
                (_, node, context) => SettingsKeys.Parse(node, context),
                Shape.Settings,
                "Settings of the whole folder; written once in it"
            ),
            new(
                "lists",
                (_, node, context) => ListsKeyParser.Parse(node, context),
                Shape.Lists,
                "Word lists, used as $name"
            ),
            new(
                "texts",
                (_, node, context) => TextsKeyParser.Parse(node, context),
                Shape.Shared,
                "Texts that replies share, used as {{ texts.name }}"
            ),
            new(
                "calendars",
                (_, node, context) => CalendarsKeyParser.Parse(node, context),
                Shape.Calendars,
                "Opening hours, used by open, closed and {{ calendar.name.today }}"
            ),
            new(
                "tables",
                (_, node, context) => TablesKeyParser.Parse(node, context),
                Shape.Tables,
                "Tables, from a CSV file or as rows"
            ),
            new("defaults", DefaultsKeyParser.Parse, Shape.Defaults, "Defaults of the rules of this file"),
            new("rules", RulesKeyParser.Parse, Shape.Rules, "The rules, asked from top to bottom"),
            new("tests", (file, node, _) => file.Tests = node, Shape.Tests, "Tests that belong to no single rule"),
        ]);

    /// <summary>True if a key of rules is there, and none of files.</summary>
    private static bool IsRule(MapNode map) =>
        (map["when"] ?? map["reply"]) is not null && !map.Entries.Any(entry => Spec.Knows(entry.Name));

    /// <summary>Splits the file and collects its names.</summary>
    public static FileDraft Parse(SourceText source, Node? root, ParseContext context)
    {
        var file = new FileDraft(source.Path);
        switch (root)
        {
            case MapNode map when IsRule(map):
                context.Problems.Error(
                    map.Place,
                    "a rule stands here without the key 'rules'.",
                    $"Write 'rules:' above it, indent the rule, and begin it with '- ': - {map.Entries[0].Name}: …"
                );
                break;
            case MapNode map:
                Spec.Parse(map, file, context);
                break;
            case null or TextNode { IsMissing: true }:
                context.Problems.Warning(
                    new RulePlace(source.Path, 1, 1),
                    "the file is empty.",
                    "Write 'rules:' and a rule below it."
                );
                break;
            default:
                context.Problems.Error(
                    root.Place,
                    $"a rule file begins with a key such as 'rules:', but this is {root.Kind}.",
                    root is ListNode
                        ? "Write 'rules:' above and indent the rules."
                        : "Write 'rules:' and a rule below it."
                );
                break;
        }

        return file;
    }
}

/// <summary>One rule file, split at its top-level keys.</summary>
internal sealed class FileDraft(string path)
{
    public string Path => path;

    /// <summary>The rules in order, with their given or default ids.</summary>
    public List<RuleDraft> Rules { get; } = [];

    public RuleDefaults Defaults { get; } = new();

    /// <summary>Tests of the file instead of a rule.</summary>
    public Node? Tests { get; set; }
}

/// <summary>Every key of the language, to recognise it in a line that YAML could not parse.</summary>
internal static class KnownWords
{
    /// <summary>Keys only of rules and files: words that seldom begin a line of a text.</summary>
    public static FrozenSet<string> Rule { get; } =
        TopKeys.Spec.Names.Concat(RuleKeys.Spec.Names).ToFrozenSet(StringComparer.Ordinal);

    public static FrozenSet<string> All { get; } =
        new[]
        {
            TopKeys.Spec.Names,
            RuleKeys.Spec.Names,
            ConditionKeys.Spec.Names,
            ReplyKeys.Spec.Names,
            TestKeys.Spec.Names,
            SettingsKeys.Spec.Names,
        }
            .SelectMany(names => names)
            .ToFrozenSet(StringComparer.Ordinal);
}
