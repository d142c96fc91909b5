using System.Buffers;

namespace WebhookReceiver.Decoding;

/// <summary>
/// What the customer wrote: <c>message-in</c>, form-decoded once; where that is missing, empty or cut short (phone
/// automation cuts it, protocol sheet, section 1.3), its raw twin, which is never decoded.
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
            return twin is { } only ? SlotText.Read(members.Body, only) : "";
        }

        byte[]? rented = null;
        var buffer =
            encoded.Length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(encoded.Length);
        var decoded = buffer[..DecodeOnce(encoded.Of(members.Body), encoded.Spelling, buffer, out var broken)];
        var text = Choose(members, decoded, twin, broken);
        SlotText.Return(rented);
        return text;
    }

    private static Slot? TwinOf(in Members members)
    {
        var underscore = members[Field.RawUnderscore];
        var twin = underscore.IsScalar && underscore.Length > 0 ? underscore : members[Field.RawHyphen];
        return twin.IsScalar && twin.Length > 0 ? twin : null;
    }

    private static string Choose(in Members members, ReadOnlySpan<byte> decoded, Slot? twin, bool broken)
    {
        var text = SlotText.Decode(decoded);
        if (
            twin is not { } other
            || (other.Spelling == Spelling.Plain && other.Of(members.Body).SequenceEqual(decoded))
        )
        {
            return text;
        }

        var raw = SlotText.Read(members.Body, other);
        return IsCutFrom(text, raw, broken) ? raw : text;
    }

    /// <summary>A form's value was decoded by being read as a form; a JSON number has no encoding.</summary>
    private static int DecodeOnce(ReadOnlySpan<byte> value, Spelling spelling, Span<byte> buffer, out bool broken)
    {
        broken = false;
        switch (spelling)
        {
            case Spelling.FormEncoded or Spelling.Plain:
                return FormEncoding.Undo(value, buffer, out broken);
            case Spelling.JsonEscaped:
                var unescaped = JsonEscapes.Undo(value, buffer);
                return FormEncoding.Undo(buffer[..unescaped], buffer, out broken);
            default:
                value.CopyTo(buffer);
                return value.Length;
        }
    }

    /// <summary>True if the raw twin goes on where the text ends; the cut may go through an escape or a character.</summary>
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
