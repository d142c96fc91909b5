namespace WebhookReceiver.Storage.Contacts;

/// <summary>
/// Numbers that networks have renumbered and WhatsApp still writes in the old way: Mexican mobiles with a 1 behind 52, Brazilian
/// ones without the ninth digit. They reach their people as they are written, and only so.
/// </summary>
internal static class OldMobiles
{
    private const int MexicanDigits = 13;
    private const int BrazilianDigits = 12;
    private const int BrazilianPrefix = 4;

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

        // Behind country and area code; before the ninth digit mobiles began with 6 to 9.
        return
            digits.Length == BrazilianDigits
            && digits.StartsWith("55", StringComparison.Ordinal)
            && digits[BrazilianPrefix] is >= '6' and <= '9'
            ? $"{digits[..BrazilianPrefix]}9{digits[BrazilianPrefix..]}"
            : null;
    }

    private static string? Old(string digits)
    {
        var old =
            digits.Length == MexicanDigits - 1 && digits.StartsWith("52", StringComparison.Ordinal)
                ? $"521{digits[2..]}"
            : digits.Length == BrazilianDigits + 1 && digits.StartsWith("55", StringComparison.Ordinal)
                ? $"{digits[..BrazilianPrefix]}{digits[(BrazilianPrefix + 1)..]}"
            : "";
        return Renumbered(old) == digits ? old : null;
    }
}
