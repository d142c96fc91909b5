using System.Buffers;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Reads the contact's text: <c>message-in</c>, form-decoded once. If that is missing, empty or cut short, its raw
/// twin, which is never decoded (phone automation cuts it, protocol sheet, section 1.3).
/// </summary>
internal static class MessageText
{
    private const int OnStack = 512;

    public static string Read(in Members members)
    {
        var encoded = members[Field.MessageIn];
        var twin = TwinOf(members);
        if (!encoded.IsScalar || encoded.Length == 0)
        {
            return twin is { } only ? RawValueText.Read(members.Body, only) : "";
        }

        byte[]? rented = null;
        var buffer =
            encoded.Length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(encoded.Length);
        var decoded = buffer[..DecodeOnce(encoded.Of(members.Body), encoded.ValueEncoding, buffer, out var broken)];
        var text = Choose(members, decoded, twin, broken);
        RawValueText.Return(rented);
        return text;
    }

    private static RawValue? TwinOf(in Members members)
    {
        var underscore = members[Field.RawUnderscore];
        var twin = underscore.IsScalar && underscore.Length > 0 ? underscore : members[Field.RawHyphen];
        return twin.IsScalar && twin.Length > 0 ? twin : null;
    }

    private static string Choose(in Members members, ReadOnlySpan<byte> decoded, RawValue? twin, bool broken)
    {
        var text = RawValueText.Decode(decoded);
        if (
            twin is not { } other
            || (other.ValueEncoding == ValueEncoding.Plain && other.Of(members.Body).SequenceEqual(decoded))
        )
        {
            return text;
        }

        var raw = RawValueText.Read(members.Body, other);
        return IsCutFrom(text, raw, broken) ? raw : text;
    }

    /// <summary>
    /// Decodes a text once. The form parser has already decoded a form's value; a JSON number has no encoding.
    /// </summary>
    private static int DecodeOnce(
        ReadOnlySpan<byte> value,
        ValueEncoding valueEncoding,
        Span<byte> buffer,
        out bool broken
    )
    {
        broken = false;
        switch (valueEncoding)
        {
            case ValueEncoding.FormEncoded or ValueEncoding.Plain:
                return FormEncoding.Unescape(value, buffer, out broken);
            case ValueEncoding.JsonEscaped:
                var unescaped = JsonEscapes.Unescape(value, buffer);
                return FormEncoding.Unescape(buffer[..unescaped], buffer, out broken);
            default:
                value.CopyTo(buffer);
                return value.Length;
        }
    }

    /// <summary>
    /// True if the raw twin continues where the text ends; the cut may split an escape or a character.
    /// </summary>
    private static bool IsCutFrom(string text, string raw, bool broken)
    {
        var whole = text.AsSpan();
        if (broken || text.EndsWith('\uFFFD'))
        {
            whole = BeforeBrokenEnd(whole);
        }

        return raw.Length > whole.Length && raw.AsSpan().StartsWith(whole, StringComparison.Ordinal);
    }

    private static ReadOnlySpan<char> BeforeBrokenEnd(ReadOnlySpan<char> text)
    {
        var end = text switch
        {
            [.., '%'] => text.Length - 1,
            [.., '%', var digit] when char.IsAsciiHexDigit(digit) => text.Length - 2,
            _ => text.Length,
        };
        return text[..end].TrimEnd('\uFFFD');
    }
}
