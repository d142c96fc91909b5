using System.Collections.Immutable;
using System.Text;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>Texts as words: lower case, letters and digits; a placeholder is one word of its own.</summary>
internal static class TalkWords
{
    /// <summary>The words; a placeholder begins with a brace.</summary>
    public static ImmutableArray<string> Of(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBrace(text, i) && text.IndexOf('}', i) is > 0 and var close)
            {
                Close(word, words);
                close = close + 1 < text.Length && text[close + 1] == '}' ? close + 1 : close;
                words.Add(text[i..(close + 1)]);
                i = close;
            }
            else if (char.IsLetterOrDigit(text[i]))
            {
                word.Append(char.ToLowerInvariant(text[i]));
            }
            else if (text[i] is not ('\'' or '’'))
            {
                Close(word, words);
            }
        }

        Close(word, words);
        return words.ToImmutable();
    }

    public static bool IsHole(string word) => word[0] == '{';

    private static bool IsBrace(string text, int at) =>
        text[at] == '{' && at + 1 < text.Length && text[at + 1] is '{' or '%';

    private static void Close(StringBuilder word, ImmutableArray<string>.Builder words)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
