using System.Buffers.Text;
using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Decodes JSON escapes in strings that <see cref="System.Text.Json.Utf8JsonReader"/> accepted. Its GetString throws at
/// a lone surrogate such as \uD800; this class writes U+FFFD.
/// </summary>
internal static class JsonEscapes
{
    /// <summary>Writes the unescaped bytes, never more than the input; returns the length.</summary>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var backslash = escaped.IndexOf((byte)'\\');
            if (backslash < 0)
            {
                escaped.CopyTo(destination[written..]);
                return written + escaped.Length;
            }

            escaped[..backslash].CopyTo(destination[written..]);
            written += backslash;
            var letter = escaped[backslash + 1];
            escaped = escaped[(backslash + 2)..];
            if (letter == 'u')
            {
                written += ReadRune(ref escaped).EncodeToUtf8(destination[written..]);
                continue;
            }

            destination[written++] = Plain(letter);
        }
    }

    private static byte Plain(byte letter) =>
        letter switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => letter,
        };

    /// <summary>Reads XXXX, and a following \uXXXX if the two are a surrogate pair.</summary>
    private static Rune ReadRune(ref ReadOnlySpan<byte> digits)
    {
        var first = ReadUnit(digits);
        digits = digits[4..];
        if (Rune.TryCreate(first, out var rune))
        {
            return rune;
        }

        if (digits is [(byte)'\\', (byte)'u', ..] && Rune.TryCreate(first, ReadUnit(digits[2..]), out rune))
        {
            digits = digits[6..];
            return rune;
        }

        return Rune.ReplacementChar;
    }

    private static char ReadUnit(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits[..4], out ushort unit, out _, 'x') ? (char)unit : '\uFFFD';
}
