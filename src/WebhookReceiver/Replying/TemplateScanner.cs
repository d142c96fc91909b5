namespace WebhookReceiver.Replying;

/// <summary>A placeholder or a tag of a template: its position and that of its inside.</summary>
/// <param name="Next">Start of the text after it.</param>
internal readonly record struct TemplatePart(bool IsTag, int Offset, int Start, int End, int Next, bool IsClosed)
{
    /// <summary>True for <c>{{-</c>: trims white space before it.</summary>
    public bool TrimsBefore => Start - Offset == 3;

    /// <summary>True for <c>-}}</c>: trims white space after it.</summary>
    public bool TrimsAfter => Next - End == 3;
}

/// <summary>
/// Finds the placeholders and tags of a template. A quoted text may contain braces; text between raw and endraw, and
/// comments, are skipped.
/// </summary>
internal static class TemplateScanner
{
    public static bool AreIn(string source) =>
        source.Contains("{{", StringComparison.Ordinal) || source.Contains("{%", StringComparison.Ordinal);

    public static IEnumerable<TemplatePart> Find(string source)
    {
        var at = 0;
        while (NextOpening(source, at) is >= 0 and var offset)
        {
            var part = Read(source, offset);
            yield return part;
            at = part.IsTag && part.IsClosed ? BehindRaw(source, part) : part.Next;
        }
    }

    private static int NextOpening(string source, int at)
    {
        while (at < source.Length && (at = source.IndexOf('{', at)) >= 0 && at + 1 < source.Length)
        {
            if (source[at + 1] is '{' or '%')
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    private static TemplatePart Read(string source, int offset)
    {
        var isTag = source[offset + 1] == '%';
        var start = offset + 2;
        start += start < source.Length && source[start] == '-' ? 1 : 0;
        var last = isTag ? '%' : '}';
        for (var at = start; at < source.Length; at++)
        {
            if (source[at] is '\'' or '"')
            {
                at = source.IndexOf(source[at], at + 1);
                if (at < 0)
                {
                    break;
                }
            }
            else if (source[at] == last && at + 1 < source.Length && source[at + 1] == '}')
            {
                var end = at > start && source[at - 1] == '-' ? at - 1 : at;
                return new(isTag, offset, start, end, at + 2, IsClosed: true);
            }
        }

        return new(isTag, offset, start, source.Length, source.Length, IsClosed: false);
    }

    /// <summary>The position after the tag; before the closing tag if its content is skipped.</summary>
    private static int BehindRaw(string source, TemplatePart tag)
    {
        var name = source.AsSpan(tag.Start, tag.End - tag.Start).Trim();
        if (name is not ("raw" or "comment"))
        {
            return tag.Next;
        }

        for (var at = tag.Next; (at = source.IndexOf("{%", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            if (source.AsSpan(at + 2).TrimStart("- \t\r\n").StartsWith($"end{name}", StringComparison.Ordinal))
            {
                return at;
            }
        }

        return source.Length;
    }
}
