namespace WebhookReceiver.Rules;

/// <summary>
/// The code of a problem's kind, for programs. It consists of the constant words in the message's first clause; quoted
/// texts, numbers, positions and articles are left out. <c>unknown key 'wehn'.</c> is <c>unknown-key</c>.
/// </summary>
internal static class ProblemCode
{
    private const int MostWords = 8;

    /// <summary>Words without meaning, and words for a value.</summary>
    private static readonly HashSet<string> LeftOut = new(
        ["a", "an", "the", "there", "is", "are", "this", "it", .. Enum.GetNames<DayOfWeek>()],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Words that only link omitted ones.</summary>
    private static readonly HashSet<string> Links = new(["and", "or", "but"], StringComparer.OrdinalIgnoreCase);

    /// <summary>English words of two letters; all others are codes of languages and countries.</summary>
    private static readonly HashSet<string> Short = new(
        ["as", "at", "be", "by", "do", "go", "id", "if", "in", "no", "of", "on", "or", "so", "to", "up", "we"],
        StringComparer.OrdinalIgnoreCase
    );

    public static string Of(string message)
    {
        var words = new List<string>();
        var isOver = false;
        foreach (var token in WithoutQuoted(WithoutPlace(message)).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var word = token.TrimEnd('.', ',', ':', ';', '!', '?');
            if (IsWord(word) && !LeftOut.Contains(word) && !(words.Count == 0 && Links.Contains(word)))
            {
                words.Add(word.ToLowerInvariant());
            }

            isOver |= words.Count > 0 && token[^1] is '.' or ':' or ';' or ',';
            if (isOver || words.Count == MostWords)
            {
                break;
            }
        }

        while (words.Count > 1 && Links.Contains(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        return words.Count == 0 ? "problem" : string.Join('-', words);
    }

    /// <summary>A problem in a shared text begins with its position: <c>in texts.hours, line 2: …</c>.</summary>
    private static ReadOnlySpan<char> WithoutPlace(string message)
    {
        var end = message.IndexOf(": ", StringComparison.Ordinal);
        return
            end > 0
            && message.StartsWith("in ", StringComparison.Ordinal)
            && message.AsSpan(0, end).Contains(", line ", StringComparison.Ordinal)
            ? message.AsSpan(end + 2)
            : message;
    }

    private static bool IsWord(string word)
    {
        if (word.Length == 2 && !Short.Contains(word))
        {
            return false;
        }

        foreach (var character in word)
        {
            if (!char.IsAsciiLetter(character) && character != '-')
            {
                return false;
            }
        }

        return word.Length > 0
            && !IsLanguageOfCountry(word)
            && char.IsAsciiLetter(word[0])
            && char.IsAsciiLetter(word[^1]);
    }

    /// <summary>pt-BR.</summary>
    private static bool IsLanguageOfCountry(string word) =>
        word.Contains('-', StringComparison.Ordinal) && char.IsAsciiLetterUpper(word[^1]);

    private static string WithoutQuoted(ReadOnlySpan<char> text)
    {
        var kept = new List<char>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var end = EndOfQuoted(text, at);
            if (end < 0)
            {
                kept.Add(text[at]);
                continue;
            }

            kept.Add(' ');
            at = end;
        }

        return string.Concat(kept);
    }

    /// <summary>
    /// The end of a quoted text that begins here; negative if there is none. An apostrophe inside a word is no quote.
    /// </summary>
    private static int EndOfQuoted(ReadOnlySpan<char> text, int start)
    {
        var close = text[start] switch
        {
            '\'' => '\'',
            '"' => '"',
            '“' => '”',
            '(' => ')',
            _ => '\0',
        };
        if (close == '\0' || (start > 0 && char.IsLetterOrDigit(text[start - 1])))
        {
            return -1;
        }

        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == close && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])))
            {
                return at;
            }
        }

        return -1;
    }
}
