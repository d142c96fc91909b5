using System.Globalization;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Form encoding, undone once: '+' is a blank, %XX a byte of UTF-8; a broken escape and %u0041 stay as they are
/// (protocol sheet, section 1.3, <c>message-in</c>).
/// </summary>
internal static class FormEncoding
{
    public static bool IsEncoded(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny((byte)'+', (byte)'%') >= 0;

    /// <summary>Writes the decoded bytes, never more than came in; the two spans may be the same.</summary>
    public static int Undo(ReadOnlySpan<byte> encoded, Span<byte> destination, out bool broken)
    {
        broken = false;
        var written = 0;
        var read = 0;
        while (read < encoded.Length)
        {
            var current = encoded[read++];
            if (current == '+')
            {
                current = (byte)' ';
            }
            else if (current == '%')
            {
                if (TryHex(encoded, read, out var escaped))
                {
                    current = escaped;
                    read += 2;
                }
                else
                {
                    broken = true;
                }
            }

            destination[written++] = current;
        }

        return written;
    }

    private static bool TryHex(ReadOnlySpan<byte> encoded, int at, out byte value)
    {
        value = 0;
        return at + 2 <= encoded.Length
            && char.IsAsciiHexDigit((char)encoded[at])
            && char.IsAsciiHexDigit((char)encoded[at + 1])
            && byte.TryParse(
                encoded.Slice(at, 2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out value
            );
    }
}
