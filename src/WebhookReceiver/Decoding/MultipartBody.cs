namespace WebhookReceiver.Decoding;

/// <summary>
/// Reads the fields of a form that is sent in parts, as <c>curl -F</c>, PHP and .NET do it (RFC 7578). The protocol sheet
/// knows forms without saying how they are sent (section 1.1, "Standard POST"); the fields mean the same in both.
/// </summary>
internal static class MultipartBody
{
    /// <summary>Two hyphens and the longest boundary (RFC 2046, section 5.1.1).</summary>
    private const int LongestLine = 72;

    /// <summary>Whether the body begins with a boundary and the head of a part, whatever the header says.</summary>
    public static bool Is(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith("--"u8)
        && utf8.IndexOf("\r\n"u8) is > 2 and <= LongestLine and var line
        && IsHead(utf8[(line + 2)..]);

    /// <summary>Adds the fields; null on success.</summary>
    public static RejectionCode? Read(ref Members members)
    {
        var body = members.Body;
        var line = body.IndexOf("\r\n"u8);
        Span<byte> end = stackalloc byte[LongestLine + 2];
        end = end[..(line + 2)];
        "\r\n"u8.CopyTo(end);
        body[..line].CopyTo(end[2..]);
        for (var at = line + 2; ; at += 2)
        {
            var head = body[at..].IndexOf("\r\n\r\n"u8);
            var start = at + head + 4;
            var length = head < 0 ? -1 : body[start..].IndexOf(end);
            if (length < 0)
            {
                return RejectionCode.Json;
            }

            var value = new RawValue(start, length, ValueEncoding.Plain, OtherSpelling: false);
            var name = NameIn(body.Slice(at, head));
            if (!name.IsEmpty && members.Add(name, value, firstWins: true) is { } refused)
            {
                return refused;
            }

            at = start + length + end.Length;
            if (body[at..].StartsWith("--"u8))
            {
                return null;
            }

            if (!body[at..].StartsWith("\r\n"u8))
            {
                return RejectionCode.Json;
            }
        }
    }

    private static bool IsHead(ReadOnlySpan<byte> part) => !NameIn(HeadOf(part)).IsEmpty;

    private static ReadOnlySpan<byte> HeadOf(ReadOnlySpan<byte> part) =>
        part.IndexOf("\r\n\r\n"u8) is >= 0 and var head ? part[..head] : [];

    /// <summary>The value of <c>name</c>, with or without quotes; not that of <c>filename</c>. Empty: there is none.</summary>
    private static ReadOnlySpan<byte> NameIn(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf(" name="u8);
        at = at < 0 ? head.IndexOf(";name="u8) : at;
        if (at < 0)
        {
            return [];
        }

        var value = head[(at + " name=".Length)..];
        var length = value is [(byte)'"', ..] ? value[1..].IndexOf((byte)'"') : value.IndexOfAny("; \t\r\n"u8);
        value = value is [(byte)'"', ..] ? value[1..] : value;
        return length < 0 ? value : value[..length];
    }
}
