namespace WebhookReceiver.Replying;

/// <summary>A placeholder or a tag of a template: where it stands and where its inside begins and ends.</summary>
internal readonly record struct TemplatePiece(bool IsTag, int Offset, int Start, int End, bool IsClosed);

/// <summary>
/// Finds the placeholders and tags of a template, by the same rules as DotLiquid does: a quoted text may hold braces, and
/// what stands between raw and endraw, or is a comment, is left alone.
/// </summary>
internal static class TemplatePieces
{
    public static bool AreIn(string source) =>
        source.Contains("{{", StringComparison.Ordinal) || source.Contains("{%", StringComparison.Ordinal);

    public static IEnumerable<TemplatePiece> Find(string source)
    {
        var at = 0;
        while (NextOpening(source, at) is >= 0 and var offset)
        {
            var piece = Read(source, offset);
            yield return piece;
            at = piece.IsTag && piece.IsClosed ? BehindRaw(source, piece) : AfterEnd(source, piece);
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

    private static TemplatePiece Read(string source, int offset)
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
                return new(isTag, offset, start, end, IsClosed: true);
            }
        }

        return new(isTag, offset, start, source.Length, IsClosed: false);
    }

    private static int AfterEnd(string source, TemplatePiece piece) =>
        piece.IsClosed ? source.IndexOf('}', piece.End) + (piece.IsTag ? 1 : 2) : source.Length;

    /// <summary>Behind the tag; in front of the closing tag if it is one whose content is left alone.</summary>
    private static int BehindRaw(string source, TemplatePiece tag)
    {
        var after = AfterEnd(source, tag);
        var name = source.AsSpan(tag.Start, tag.End - tag.Start).Trim();
        if (name is not ("raw" or "comment"))
        {
            return after;
        }

        for (var at = after; (at = source.IndexOf("{%", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            if (source.AsSpan(at + 2).TrimStart("- \t\r\n").StartsWith($"end{name}", StringComparison.Ordinal))
            {
                return at;
            }
        }

        return source.Length;
    }
}
