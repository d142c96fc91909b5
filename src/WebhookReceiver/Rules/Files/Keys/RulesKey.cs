using System.Globalization;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary><c>rules</c>: gives every rule its id; the rest is read when all names of the folder are known.</summary>
internal static class RulesKey
{
    public static void Read(FileDraft file, Node node, Reading reading)
    {
        if (node is not ListNode list)
        {
            reading.Problems.Error(
                node.Place,
                $"rules must be a list, but this is {node.Kind}.",
                "Begin each rule with '- ', for example '- when: hello'."
            );
            return;
        }

        var position = 0;
        foreach (var item in list.Items)
        {
            position++;
            if (item is MapNode rule)
            {
                var id = IdKey.Read(rule, reading) ?? DefaultId(file.Path, position);
                reading.Names.AddRule(id, rule["id"]?.Place ?? rule.Place);
                file.Rules.Add(new RuleDraft(id, rule, file.Defaults));
                continue;
            }

            reading.Problems.Error(
                item.Place,
                $"a rule is a map with 'when' and 'reply', but this is {item.Kind}.",
                MissingBlank(item) ?? "Write '- when: hello' and 'reply: Hi!' below 'when'."
            );
        }
    }

    private static string? MissingBlank(Node item) =>
        item is TextNode text && text.Value.Split(':', 2) is [var key, var value] && RuleKeys.Table.Knows(key)
            ? $"Write a blank after the colon: - {key}: {value}"
            : null;

    /// <summary>File name and position, with the folders before it: <c>bakery-3</c>, <c>cork-bakery-3</c>.</summary>
    private static string DefaultId(string path, int position)
    {
        var stem = Path.ChangeExtension(path, null).Replace('/', '-');
        return string.Create(CultureInfo.InvariantCulture, $"{stem}-{position}");
    }
}
