using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies.Said;

/// <summary>A text without its placeholders and tags; every character keeps its position.</summary>
internal static class PlainText
{
    private const string Fence = "```";

    /// <summary>Stands for each character of a placeholder.</summary>
    private const char Filling = '\uFFFC';

    /// <summary>The text; null if its author asks for it as it stands.</summary>
    public static string? Of(string value)
    {
        if (!TemplateScanner.AreIn(value))
        {
            return value;
        }

        var plain = value.ToCharArray();
        foreach (var part in TemplateScanner.Find(value))
        {
            if (part.IsTag && value.AsSpan(part.Start, part.End - part.Start).Trim() is "raw")
            {
                return null;
            }

            Array.Fill(plain, Filling, part.Offset, part.Next - part.Offset);
        }

        return new string(plain);
    }

    /// <summary>The parts with the placeholders that stand inside them.</summary>
    public static List<TextPart> Filled(List<TextPart> parts, string plain, string value) =>
        parts.ConvertAll(part =>
            part.Instead.Contains(Filling, StringComparison.Ordinal)
                ? part with
                {
                    Instead = Filled(part, plain, value),
                }
                : part
        );

    private static string Filled(TextPart part, string plain, string value)
    {
        var instead = part.Instead.ToCharArray();
        var at = part.Offset - 1;
        for (var i = 0; i < instead.Length; i++)
        {
            if (instead[i] == Filling && (at = plain.IndexOf(Filling, at + 1)) >= 0)
            {
                instead[i] = value[at];
            }
        }

        return new string(instead);
    }

    /// <summary>The word at a position, between blanks.</summary>
    public static ReadOnlySpan<char> WordAt(string plain, int offset)
    {
        var from = offset;
        while (from > 0 && !char.IsWhiteSpace(plain[from - 1]))
        {
            from--;
        }

        var end = offset;
        while (end < plain.Length && !char.IsWhiteSpace(plain[end]))
        {
            end++;
        }

        return plain.AsSpan(from..end);
    }

    /// <summary>True inside an internet address, where signs have another meaning.</summary>
    public static bool IsInAddress(string plain, int offset)
    {
        var word = WordAt(plain, offset);
        return word.Contains("://", StringComparison.Ordinal)
            || word.Contains("www.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True between backticks, where messengers show every sign.</summary>
    public static bool IsCode(string plain, int offset)
    {
        var before = plain.AsSpan(0, offset);
        return before.Contains('`')
            && (before.Count(Fence) % 2 == 1 || before[(before.LastIndexOf('\n') + 1)..].Count('`') % 2 == 1);
    }

    /// <summary>True inside the path of a file: <c>C:\new</c>, <c>\\server\texts</c>.</summary>
    public static bool IsInPath(string plain, int offset)
    {
        var word = WordAt(plain, offset).TrimStart("(\"'“„[");
        return word is [var drive, ':', '\\', ..] && char.IsAsciiLetter(drive) || word is ['\\', '\\', ..];
    }
}
