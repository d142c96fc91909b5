using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>Converts a body to UTF-8 without a byte order mark.</summary>
internal static class Utf8Body
{
    /// <summary>
    /// The body itself if it is UTF-8; otherwise a transcoded copy. White space alone counts as empty.
    /// </summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> body) =>
        body switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => rest,
            [0xFF, 0xFE, .. var rest] => Transcode(rest, Encoding.Unicode),
            [0xFE, 0xFF, .. var rest] => Transcode(rest, Encoding.BigEndianUnicode),
            // JSON and forms begin with an ASCII character: a zero beside it shows the byte order (RFC 4627, section
            // 3).
            [not 0, 0, ..] => Transcode(body, Encoding.Unicode),
            [0, not 0, ..] => Transcode(body, Encoding.BigEndianUnicode),
            _ => body,
        };

    public static bool IsBlank(ReadOnlySpan<byte> utf8) => utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static byte[] Transcode(ReadOnlySpan<byte> body, Encoding encoding) =>
        Encoding.UTF8.GetBytes(encoding.GetString(body));
}
