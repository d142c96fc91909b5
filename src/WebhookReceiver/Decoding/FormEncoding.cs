namespace WebhookReceiver.Decoding;

/// <summary>
/// Decodes form encoding once: '+' is a space, %XX a byte of UTF-8. A broken escape and %u0041 stay as they are
/// (protocol sheet, section 1.3, <c>message-in</c>).
/// </summary>
internal static class FormEncoding
{
    public static bool IsEncoded(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny((byte)'+', (byte)'%') >= 0;

    /// <summary>Writes the decoded bytes, never more than the input; the two spans may be the same.</summary>
    public static int Unescape(ReadOnlySpan<byte> encoded, Span<byte> destination, out bool broken)
    {
        broken = false;
        var special = encoded.IndexOfAny((byte)'+', (byte)'%');
        var plain = special < 0 ? encoded.Length : special;
        encoded[..plain].CopyTo(destination);
        var written = plain;
        // Escapes follow every few letters after the first: a loop over bytes is faster than a search for the next
        // one.
        for (var at = plain; at < encoded.Length; at++)
        {
            var next = encoded[at];
            if (next == '+')
            {
                next = (byte)' ';
            }
            else if (next == '%')
            {
                if (at + 2 < encoded.Length && IsHex(encoded[at + 1]) && IsHex(encoded[at + 2]))
                {
                    next = (byte)((Value(encoded[at + 1]) << 4) | Value(encoded[at + 2]));
                    at += 2;
                }
                else
                {
                    broken = true;
                }
            }

            destination[written++] = next;
        }

        return written;
    }

    private static bool IsHex(byte digit) => char.IsAsciiHexDigit((char)digit);

    /// <summary>
    /// The low four bits of a digit are its value; letters of either case end in 1 to 6 and have bit 6 set.
    /// </summary>
    private static int Value(byte digit) => (digit & 0xF) + ((digit >> 6) * 9);
}
