namespace WebhookReceiver.Storage.Contacts;

/// <summary>Whether a stored sender matches an operator's number, which may have plus, spaces and brackets.</summary>
internal static class SenderMatch
{
    private const int FewestDigits = 5;

    /// <summary>The same text, the same digits, or the member of a group ("group name @sender", protocol sheet, section 1.3).</summary>
    public static bool IsOf(string? stored, string asked)
    {
        if (string.IsNullOrEmpty(stored))
        {
            return false;
        }

        if (WhatsAppAddress.NumberOf(stored) is { } number)
        {
            return IsOf(number, asked);
        }

        asked = WhatsAppAddress.NumberOf(asked) ?? asked;
        var member = stored.AsSpan(stored.LastIndexOf('@') + 1);
        return string.Equals(stored, asked, StringComparison.OrdinalIgnoreCase)
            || member.Equals(asked, StringComparison.OrdinalIgnoreCase)
            || HasSameDigits(member, asked);
    }

    public static string DigitsOf(ReadOnlySpan<char> text)
    {
        Span<char> digits = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character))
            {
                digits[count++] = character;
            }
        }

        return new string(digits[..count]);
    }

    private static bool HasSameDigits(ReadOnlySpan<char> stored, string asked)
    {
        var digits = DigitsOf(asked);
        return digits.Length >= FewestDigits && !HasLetters(stored) && IsSamePerson(DigitsOf(stored), digits);
    }

    private static bool IsSamePerson(string stored, string asked) =>
        string.Equals(stored, asked, StringComparison.Ordinal)
        || string.Equals(ContactId.Of(stored), ContactId.Of(asked), StringComparison.Ordinal);

    private static bool HasLetters(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsLetter(character))
            {
                return true;
            }
        }

        return false;
    }
}
