using System.Globalization;
using System.Text;

namespace PickyAssist.Simulator.Calling;

/// <summary>
/// URL-encodes a text: spaces are <c>+</c>, other characters <c>%XX</c> (protocol sheet, section 1.3).
/// </summary>
internal static class MessageIn
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (IsPlain(value))
                encoded.Append((char)value);
            else if (value == ' ')
                encoded.Append('+');
            else
                encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    /// <summary>The first characters up to a limit, never half of one.</summary>
    public static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
            return text;

        var end = char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return text[..end];
    }

    private static bool IsPlain(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'_' or (byte)'.';
}
