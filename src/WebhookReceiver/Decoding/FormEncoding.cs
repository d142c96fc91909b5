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
        while (true)
        {
            var special = encoded.IndexOfAny((byte)'+', (byte)'%');
            var plain = special < 0 ? encoded : encoded[..special];
            plain.CopyTo(destination[written..]);
            written += plain.Length;
            if (special < 0)
            {
                return written;
            }

            encoded = encoded[special..];
            if (encoded is [(byte)'%', var high, var low, ..] && IsHex(high) && IsHex(low))
            {
                destination[written++] = (byte)((Value(high) << 4) | Value(low));
                encoded = encoded[3..];
                continue;
            }

            broken |= encoded[0] == '%';
            destination[written++] = encoded[0] == '+' ? (byte)' ' : (byte)'%';
            encoded = encoded[1..];
        }
    }

    private static bool IsHex(byte digit) => char.IsAsciiHexDigit((char)digit);

    /// <summary>Digits end in their value; letters of either case end in 1 to 6 and have bit 6 set.</summary>
    private static int Value(byte digit) => (digit & 0xF) + ((digit >> 6) * 9);
}
