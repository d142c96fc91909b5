namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>The names of columns, as people write them: <c>When</c>, <c> reply </c>.</summary>
internal static class CsvHeads
{
    public const string When = "when";
    public const string Reply = "reply";
    public const string Nameless = "a column has no name.";
    public const string NamelessCure = "Write its name into the first row, or delete the column.";

    // Blanks, and what cannot be seen: a second byte order mark, zero-width characters.
    private static readonly char[] Around =
    [
        ' ',
        '\t',
        '\n',
        '\u00A0',
        '\u200B',
        '\u200C',
        '\u200D',
        '\u2060',
        '\uFEFF',
        ':',
        '"',
    ];

    /// <summary>A head without regard to capitals and what stands around it.</summary>
    public static string Plain(string head) => head.Trim(Around).ToLowerInvariant();

    /// <summary>True for the heads of a file of rules.</summary>
    public static bool AreOfRules(IReadOnlyList<TextNode> heads) => Has(heads, When) && Has(heads, Reply);

    private static bool Has(IReadOnlyList<TextNode> heads, string name)
    {
        foreach (var head in heads)
        {
            if (head.Value.Length < 16 && Plain(head.Value) == name)
            {
                return true;
            }
        }

        return false;
    }
}
