using System.Buffers;
using System.Globalization;
using System.Text;

namespace WebhookReceiver.Storage.Contacts;

/// <summary>A number as people and spreadsheets write it, without what is only around it.</summary>
internal static class WrittenNumber
{
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("+0123456789");
    private static readonly SearchValues<char> Between = SearchValues.Create("/,;|&:#*");

    private static readonly string[] Openings =
    [
        "whatsapp:",
        "tel:",
        "sms:",
        "phone:",
        "p:",
        "https://wa.me/",
        "wa.me/",
    ];

    /// <summary>The bare writing; <see langword="null"/> if it was never one number.</summary>
    public static string? Read(string written)
    {
        var text = Plain(written).Trim();
        if (text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"'))
        {
            text = text[2..^1]; // a spreadsheet's way to keep a number a text
        }

        text = text.Trim('"', '\'', ' ');
        foreach (var opening in Openings)
        {
            if (text.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            {
                text = text[opening.Length..].Trim();
                break;
            }
        }

        text = WhatsAppAddress.NumberOf(text) ?? text;
        if (
            text.EndsWith(".0", StringComparison.Ordinal)
            && text.AsSpan(0, text.Length - 2).ContainsAnyInRange('0', '9')
            && text.Count('.') == 1
        )
        {
            text = text[..^2]; // a column that was read as numbers
        }

        if (
            text.StartsWith('(')
            && text.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus
            && text[1..plus].All(char.IsWhiteSpace)
        )
        {
            text = text[plus..].Replace(")", "", StringComparison.Ordinal);
        }

        return IsOne(text) ? text : null;
    }

    /// <summary>The digits if there are no other than digits, blanks and the usual signs between them.</summary>
    public static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static bool IsOne(string text) =>
        text.LastIndexOf('+') <= text.AsSpan().IndexOfAny(Beginnings) && !text.AsSpan().ContainsAny(Between);

    /// <summary>Digits and signs of other scripts as ours, invisible marks left out, all blanks alike.</summary>
    private static string Plain(string written)
    {
        var plain = new StringBuilder(written.Length);
        foreach (var letter in written)
        {
            var category = char.GetUnicodeCategory(letter);
            if (category is UnicodeCategory.Format or UnicodeCategory.Control && letter is not ('\t' or '\r' or '\n'))
            {
                continue;
            }

            var digit =
                category is UnicodeCategory.DecimalDigitNumber ? (int)CharUnicodeInfo.GetNumericValue(letter) : -1;
            plain.Append(
                digit >= 0 ? (char)('0' + digit)
                : letter is '\uFF0B' or '\uFE62' ? '+'
                : char.IsWhiteSpace(letter) ? ' '
                : letter
            );
        }

        return plain.ToString();
    }
}
