using WebhookReceiver.Rules.Files.Keys.Replies;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary><c>texts</c>: snippets that replies share, used as <c>{{ texts.name }}</c>.</summary>
internal static class TextsKey
{
    public static void Read(Node node, Reading reading)
    {
        if (reading.Map(node, "texts", "Write 'name: the text' below it.") is not { } map)
        {
            return;
        }

        foreach (var entry in map.Entries)
        {
            ReadOne(entry, reading);
        }
    }

    /// <summary>Checks every shared text at its own place; it may use what any rule captures.</summary>
    public static void CheckAll(IEnumerable<string> captures, Reading reading)
    {
        var known = captures.ToHashSet(StringComparer.Ordinal);
        foreach (var text in reading.Names.Texts.Values.Select(named => named.Value).OfType<TextNode>())
        {
            Templates.Read(text, known, reading);
        }
    }

    private static void ReadOne(MapEntry entry, Reading reading)
    {
        if (!FolderNames.IsReference($"${entry.Name}") || entry.Name.Contains('.', StringComparison.Ordinal))
        {
            reading.Problems.Error(
                entry.Key.Place,
                $"'{entry.Name}' cannot be the name of a text.",
                "A name begins with a letter and has letters, digits, '-' and '_'."
            );
        }
        else if (entry.Value is MapNode map)
        {
            reading.Problems.Error(
                map.Place,
                "'until' and languages of shared texts come in a later version: this one does not know them yet.",
                $"Write: {entry.Name}: the text"
            );
        }
        else if (reading.Text(entry.Value, $"the text '{entry.Name}'") is { } text)
        {
            reading.Names.AddText(entry.Name, entry.Key.Place, text);
        }
    }
}
