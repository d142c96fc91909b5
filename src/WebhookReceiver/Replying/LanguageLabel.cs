using System.Globalization;
using System.Text;

namespace WebhookReceiver.Replying;

/// <summary>The language that a label names, as a menu prints it: with a flag, a number, in two languages.</summary>
internal static class LanguageLabel
{
    /// <param name="label">As it is printed.</param>
    /// <param name="named">Position of the language of a name or a code; -1 for none.</param>
    /// <returns>The only language that the label names, whole or in its parts; -1 for none or several.</returns>
    public static int Find(string label, Func<string, int> named)
    {
        var words = WordsOf(label);
        var whole = named(string.Join(' ', words));
        if (whole >= 0)
        {
            return whole;
        }

        var found = -1;
        foreach (var word in words)
        {
            // "in", "de" and "no" are words as well as codes.
            if (word.Length < 3 || named(word) is not (>= 0 and var one))
            {
                continue;
            }

            if (found >= 0 && found != one)
            {
                return -1;
            }

            found = one;
        }

        return found;
    }

    /// <summary>Runs of letters, with hyphens within them: pt-BR.</summary>
    private static List<string> WordsOf(string label)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in label.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) || IsMark(rune) || (rune.Value == '-' && word.Length > 0))
            {
                word.Append(rune.ToString());
            }
            else
            {
                Close();
            }
        }

        Close();
        return words;

        void Close()
        {
            if (word.ToString().TrimEnd('-') is { Length: > 0 } some)
            {
                words.Add(some);
            }

            word.Clear();
        }
    }

    /// <summary>Vowels of Hindi and the like.</summary>
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
