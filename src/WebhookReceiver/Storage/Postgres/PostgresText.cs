using System.Globalization;
using System.Text;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// Texts as the database keeps them. Its texts hold neither U+0000 nor lone surrogates, and the wire brings both: these, and the backslash that
/// marks them, are escaped. Equal texts have equal escaped texts.
/// </summary>
internal static class PostgresText
{
    private const char Mark = '\\';

    /// <summary>The text to store.</summary>
    public static string Escape(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\0' or Mark || char.IsSurrogate(text[i]))
            {
                return EscapeFrom(text, i);
            }
        }

        return text;
    }

    /// <summary>The text to store; <see langword="null"/> stays.</summary>
    public static string? EscapeOrNull(string? text) => text is null ? null : Escape(text);

    /// <summary>The text as it came.</summary>
    public static string Read(string stored)
    {
        if (!stored.Contains(Mark, StringComparison.Ordinal))
        {
            return stored;
        }

        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            if (stored[i] != Mark)
            {
                text.Append(stored[i]);
            }
            else if (stored[++i] == Mark)
            {
                text.Append(Mark);
            }
            else
            {
                // "u" and four hexadecimal digits
                text.Append(
                    (char)int.Parse(stored.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                );
                i += 4;
            }
        }

        return text.ToString();
    }

    private static string EscapeFrom(string text, int from)
    {
        var escaped = new StringBuilder(text.Length + 16).Append(text, 0, from);
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == Mark)
            {
                escaped.Append(Mark).Append(Mark);
            }
            else if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(text[i]).Append(text[++i]);
            }
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"{Mark}u{(int)text[i]:x4}");
            }
            else
            {
                escaped.Append(text[i]);
            }
        }

        return escaped.ToString();
    }
}
