using WebhookReceiver.Rules.Files.Keys.Calendars;
using WebhookReceiver.Rules.Files.Keys.Tables;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>The top-level keys of a rule file.</summary>
internal static class TopKeys
{
    public static KeyTable<FileDraft> Table { get; } =
        new([
            new("settings", (_, node, reading) => SettingsKeys.Read(node, reading)),
            new("lists", (_, node, reading) => ListsKey.Read(node, reading)),
            new("texts", (_, node, reading) => TextsKey.Read(node, reading)),
            new("calendars", (_, node, reading) => CalendarsKey.Read(node, reading)),
            new("tables", (_, node, reading) => TablesKey.Read(node, reading)),
            new("defaults", DefaultsKey.Read),
            new("rules", RulesKey.Read),
            new("tests", (file, node, _) => file.Tests = node),
        ]);

    /// <summary>Takes the file apart and collects its names.</summary>
    public static FileDraft Read(SourceText source, Node? root, Reading reading)
    {
        var file = new FileDraft(source.Path);
        switch (root)
        {
            case MapNode map:
                Table.Read(map, file, reading);
                break;
            case null or TextNode { IsMissing: true }:
                reading.Problems.Warning(
                    new RulePlace(source.Path, 1, 1),
                    "the file is empty.",
                    "Write 'rules:' and a rule below it."
                );
                break;
            default:
                reading.Problems.Error(
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
