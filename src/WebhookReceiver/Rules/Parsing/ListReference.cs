namespace WebhookReceiver.Rules.Parsing;

/// <summary>Recognises names of lists in texts: <c>$name</c>.</summary>
internal static class ListReference
{
    /// <summary>True if the text is <c>$name</c>, a reference to a list.</summary>
    public static bool Is(string text) =>
        text.Length > 1 && text[0] == '$' && char.IsLetter(text[1]) && text.AsSpan(2).IndexOfAnyExceptNameSign() < 0;

    /// <summary>Position of <c>$name</c> as a separate word in a text; null if there is none.</summary>
    public static Range? In(string text)
    {
        for (var start = text.IndexOf('$', StringComparison.Ordinal); start >= 0; )
        {
            var length = text.AsSpan(start + 1).IndexOfAnyExceptNameSign();
            var end = length < 0 ? text.Length : start + 1 + length;
            end = text.AsSpan(0, end).TrimEnd(".-").Length;
            if ((start == 0 || text[start - 1] is ' ' or '*' or '>') && Is(text[start..end]))
            {
                return start..end;
            }
            start = text.IndexOf('$', start + 1);
        }

        return null;
    }

    public static int IndexOfAnyExceptNameSign(this ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] is not ('-' or '_' or '.'))
            {
                return i;
            }
        }

        return -1;
    }
}
