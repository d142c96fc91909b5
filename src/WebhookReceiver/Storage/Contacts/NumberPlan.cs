using PhoneNumbers;

namespace WebhookReceiver.Storage.Contacts;

/// <summary>Numbers as the numbering plans have them: country code first, no <c>+</c>.</summary>
internal static class NumberPlan
{
    // Ofcom keeps these for examples, so the numbering plan does not have them; whoever tries this program uses them.
    private const string Examples = "447700900";
    private const int ExampleDigits = 12;

    /// <summary>A number that begins with + or its like; one that is only possible counts, too.</summary>
    public static string? International(string text) =>
        Reachable(text)
        ?? (
            Parse(text, region: null) is { } number && PhoneNumberUtil.GetInstance().IsPossibleNumber(number)
                ? Digits(number)
                : null
        );

    /// <summary>The number with its country code if the numbering plan has it, or had it for WhatsApp.</summary>
    public static string? Reachable(string international)
    {
        if (international.Any(char.IsLetter))
        {
            return null;
        }

        var digits = WrittenNumber.DigitsOf(international);
        if (
            digits.StartsWith(Examples, StringComparison.Ordinal) && digits.Length == ExampleDigits
            || OldMobiles.Renumbered(digits) is { } renumbered
                && Valid(Parse("+" + renumbered, region: null)) is not null
        )
        {
            return digits;
        }

        return Valid(Parse(international, region: null)) is { } number ? Digits(number) : null;
    }

    public static string Digits(PhoneNumber number) =>
        PhoneNumberUtil.GetInstance().Format(number, PhoneNumberFormat.E164)[1..];

    public static PhoneNumber? Valid(PhoneNumber? number) =>
        number is not null && PhoneNumberUtil.GetInstance().IsValidNumber(number) ? number : null;

    public static PhoneNumber? Parse(string text, string? region)
    {
        // The library reads letters as keys ("1-800-FLOWERS"); here they are a phone-book name.
        if (text.Any(char.IsLetter))
        {
            return null;
        }

        try
        {
            return PhoneNumberUtil.GetInstance().Parse(text, region);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
