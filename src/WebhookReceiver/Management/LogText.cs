using System.Buffers;
using System.Globalization;
using System.Text;

namespace WebhookReceiver.Management;

/// <summary>
/// Writes values in log lines: a contact's text must not look like a line, a word or a colour of ours.
/// </summary>
internal static class LogText
{
    public const int Longest = 256;

    private static readonly SearchValues<char> Words = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/"
    );

    /// <summary>One plain word stays as it is, any other value gets quotation marks.</summary>
    public static void WriteValue(TextWriter output, string value)
    {
        if (value.Length is > 0 and <= Longest && !value.AsSpan().ContainsAnyExcept(Words))
        {
            output.Write(value);
            return;
        }

        output.Write('"');
        WriteEscaped(output, Cut(value), escapeQuotes: true);
        output.Write(value.Length > Longest ? "…\"" : "\"");
    }

    /// <summary>Writes control, bidi, zero-width and other invisible characters as \uXXXX.</summary>
    public static void WriteEscaped(TextWriter output, ReadOnlySpan<char> text, bool escapeQuotes = false)
    {
        if (!escapeQuotes && !text.ContainsAnyExceptInRange(' ', '~'))
        {
            output.Write(text);
            return;
        }

        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsVisible(rune) && !(escapeQuotes && rune.Value is '"' or '\\'))
            {
                output.Write(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"));
            }
        }
    }

    public static ReadOnlySpan<char> Cut(string value) => value.AsSpan(0, Math.Min(value.Length, Longest));

    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate
            );
}
