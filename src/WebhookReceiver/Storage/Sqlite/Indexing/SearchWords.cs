using System.Text;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>Words for the search: scripts without spaces are cut into letters, which a search finds side by side.</summary>
internal static class SearchWords
{
    private const int MostWords = 12;

    public static string Spaced(string folded)
    {
        if (!folded.Any(IsUnspaced))
        {
            return folded;
        }

        var spaced = new StringBuilder(folded.Length * 2);
        foreach (var letter in folded)
        {
            if (IsUnspaced(letter))
            {
                spaced.Append(' ').Append(letter).Append(' ');
            }
            else
            {
                spaced.Append(letter);
            }
        }

        return spaced.ToString();
    }

    /// <summary>
    /// The query for folded words, all of which must be there; the last may be a beginning. Null if there is no word.
    /// </summary>
    public static string? Query(string folded)
    {
        var words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToArray();
        return words.Length == 0 ? null : string.Join(' ', words.Select(Quoted)) + "*";
    }

    private static string Quoted(string word) =>
        $"\"{Spaced(word).Trim().Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Thai to Khmer, and the letters of Chinese and Japanese.</summary>
    private static bool IsUnspaced(char letter) =>
        letter
            is >= '\u0E00'
                and <= '\u0EFF'
                or >= '\u1000'
                and <= '\u109F'
                or >= '\u1780'
                and <= '\u17FF'
                or >= '\u3040'
                and <= '\u30FF'
                or >= '\u3400'
                and <= '\u9FFF';
}
