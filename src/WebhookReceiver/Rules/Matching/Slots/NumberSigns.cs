using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The meaning of single signs of a number.</summary>
internal static class NumberSigns
{
    public static int DigitAt(string source, int at) =>
        at < source.Length ? CharUnicodeInfo.GetDecimalDigitValue(source[at]) : -1;

    public static decimal FractionAt(string source, int at) =>
        at < source.Length
        && char.GetUnicodeCategory(source[at]) == UnicodeCategory.OtherNumber
        && CharUnicodeInfo.GetNumericValue(source[at]) is > 0 and < 1 and var value
            ? Math.Round((decimal)value, 4)
            : 0;

    /// <summary>A fraction: 1/2, 3/4, with no further sign after it.</summary>
    public static bool TryPart(string source, int slash, out int end, out decimal value, string over)
    {
        end = slash + 1;
        while (DigitAt(source, end) >= 0)
        {
            end++;
        }

        value = 0;
        var isPart =
            int.TryParse(over, NumberStyles.None, CultureInfo.InvariantCulture, out var upper)
            && int.TryParse(
                source.AsSpan(slash + 1, end - slash - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var lower
            )
            && upper is > 0 and < 16
            && lower is > 1 and <= 16
            && upper < lower
            && !(end < source.Length && source[end] is '/' or '⁄' or '-');
        value = isPart
            ? Math.Round(
                (decimal)upper / int.Parse(source.AsSpan(slash + 1, end - slash - 1), CultureInfo.InvariantCulture),
                4
            )
            : 0;
        return isPart;
    }

    public static char SeparatorAt(string source, int at) =>
        at >= source.Length
            ? '\0'
            : source[at] switch
            {
                '.' or '．' or '\u066B' => '.',
                ',' or '，' or '\u066C' => ',',
                _ => '\0',
            };

    public static bool IsGroupSign(char sign) => sign is ' ' or '\u00A0' or '\u202F' or '\u2009' or '\'' or '’';

    public static bool IsOfWord(char sign) =>
        char.IsLetter(sign)
        || char.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    public static bool IsUpper(ReadOnlySpan<char> letters)
    {
        foreach (var letter in letters)
        {
            if (!char.IsUpper(letter))
            {
                return false;
            }
        }

        return true;
    }
}
