namespace WebhookReceiver.Storage.Contacts;

/// <summary>
/// Numbers that are written in two ways: Mexican mobiles with a 1 behind 52, Brazilian ones without the ninth digit, Argentine ones
/// without the 9 behind 54. They reach their people as they are written, and only so.
/// </summary>
internal static class OldMobiles
{
    private const int MexicanDigits = 13;
    private const int BrazilianDigits = 12;
    private const int BrazilianPrefix = 4;
    private const int ArgentineDigits = 12;

    /// <summary>The text as it is, and the number in the other way of writing it, if there is one.</summary>
    public static IEnumerable<string> Spellings(string asked)
    {
        yield return asked;
        var digits = WrittenNumber.DigitsOf(asked);
        if ((Renumbered(digits) ?? Old(digits)) is { } other)
        {
            yield return other;
        }
    }

    /// <summary>The number with country code as the plan of today has it; <see langword="null"/>: it is no old one.</summary>
    public static string? Renumbered(string digits)
    {
        if (digits.Length == MexicanDigits && digits.StartsWith("521", StringComparison.Ordinal))
        {
            return $"52{digits[3..]}";
        }

        // A number behind the 9 belongs to one line only, mobile or not; area codes begin with 1 to 3.
        if (
            digits.Length == ArgentineDigits
            && digits.StartsWith("54", StringComparison.Ordinal)
            && digits[2] is >= '1' and <= '3'
        )
        {
            return $"549{digits[2..]}";
        }

        // Behind country and area code; before the ninth digit mobiles began with 6 to 9.
        return
            digits.Length == BrazilianDigits
            && digits.StartsWith("55", StringComparison.Ordinal)
            && digits[BrazilianPrefix] is >= '6' and <= '9'
            ? $"{digits[..BrazilianPrefix]}9{digits[BrazilianPrefix..]}"
            : null;
    }

    /// <summary>The other way of writing a number as the plan of today has it; <see langword="null"/>: there is none.</summary>
    public static string? Old(string digits)
    {
        var old =
            digits.Length == MexicanDigits - 1 && digits.StartsWith("52", StringComparison.Ordinal)
                ? $"521{digits[2..]}"
            : digits.Length == BrazilianDigits + 1 && digits.StartsWith("55", StringComparison.Ordinal)
                ? $"{digits[..BrazilianPrefix]}{digits[(BrazilianPrefix + 1)..]}"
            : digits.Length == ArgentineDigits + 1 && digits.StartsWith("549", StringComparison.Ordinal)
                ? $"54{digits[3..]}"
            : "";
        return Renumbered(old) == digits ? old : null;
    }
}
