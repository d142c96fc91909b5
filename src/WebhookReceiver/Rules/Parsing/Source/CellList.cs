using System.Buffers;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Several texts in one cell: a semicolon separates them. A comma does not, and is a likely slip.</summary>
internal static class CellList
{
    private const int MostWords = 3;

    private static readonly SearchValues<char> Commas = SearchValues.Create(",،、，|");
    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create("?!…。？！؟");

    /// <summary>The texts of a cell.</summary>
    public static string[] Split(string cell) =>
        [.. cell.Split([';', '\n'], StringSplitOptions.TrimEntries).Where(text => text.Length > 0)];

    /// <summary>
    /// The cell with semicolons instead of commas, if it looks like a list: short parts without sentence marks. Otherwise
    /// null.
    /// </summary>
    public static string? WithSemicolons(string cell)
    {
        var texts = Split(cell);
        var isList = false;
        var parts = new List<string>();
        foreach (var text in texts)
        {
            var split = Parts(text);
            isList |= split.Count > 1;
            parts.AddRange(split);
        }

        return isList ? string.Join("; ", parts) : null;
    }

    /// <summary>The first comma of a list.</summary>
    public static char Separator(string cell) => cell[cell.AsSpan().IndexOfAny(Commas)];

    private static List<string> Parts(string text)
    {
        if (
            text.AsSpan().ContainsAny(SentenceMarks)
            || text.EndsWith('.')
            || text.Contains(". ", StringComparison.Ordinal)
        )
        {
            return [text];
        }

        var parts = new List<string>();
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || (Commas.Contains(text[at]) && !IsInsideNumber(text, at)))
            {
                parts.Add(text[start..at].Trim(' ', '"', '“', '”'));
                start = at + 1;
            }
        }

        parts.RemoveAll(part => part.Length == 0);
        return parts.Exists(part => part.Count(c => c == ' ') >= MostWords) ? [text] : parts;
    }

    private static bool IsInsideNumber(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1]);
}
