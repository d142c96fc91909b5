namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>The line whose key a line belongs to, found without YAML.</summary>
internal static class ParentLine
{
    /// <summary>Keys whose texts are phrases: short, and often several.</summary>
    private static readonly string[] OfPhraseKeys =
    [
        "when",
        "words",
        "all-words",
        "is",
        "contains",
        "not",
        "any",
        "stop",
        "start",
        "resume",
        "cancel",
        "skip",
        "expect",
        "forget",
    ];

    public static bool IsPhraseKey(string? key) => OfPhraseKeys.Contains(key, StringComparer.Ordinal);

    /// <summary>The nearest line above that is indented less; null for none.</summary>
    public static RawLine? Of(SourceText source, RawLine line)
    {
        for (var number = line.Number - 1; number > 0; number--)
        {
            var above = RawLine.Parse(source, number);
            if (!above.IsBlank && !above.IsComment && above.Indent.Length < line.Indent.Length)
            {
                return above;
            }
        }

        return null;
    }

    /// <summary>True if the text that begins in this line is made of phrases.</summary>
    public static bool IsOfPhrases(SourceText source, RawLine line)
    {
        if (line.Dashes.Length > 0 && line.Key is null)
        {
            return false;
        }

        var owner = line.Key is null ? Of(source, line) : line;
        return owner?.Key is { } key
            && (OfPhraseKeys.Contains(key, StringComparer.Ordinal) || Of(source, owner)?.Key == "lists");
    }
}
