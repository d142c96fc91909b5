using System.Buffers;

namespace WebhookReceiver.Storage.Contacts;

/// <summary>
/// One id for one person, whatever the spelling of the number. A number as the platform writes it is its own id and
/// costs next to nothing; names, groups and ids of subscribers stay as they are.
/// </summary>
internal static class ContactId
{
    private const int FewestDigits = 7;
    private const int MostLetters = 40;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    public static string Of(string sender)
    {
        if (sender.AsSpan().ContainsAnyExcept(Digits))
        {
            return OfWritten(sender);
        }

        return sender.StartsWith('5') ? OldMobiles.Renumbered(sender) ?? sender
            : sender.StartsWith("00", StringComparison.Ordinal) ? OfWritten(sender)
            : sender;
    }

    private static string OfWritten(string sender)
    {
        if (WhatsAppAddress.NumberOf(sender) is { } number)
        {
            return Of(number);
        }

        if (!CanBeNumber(sender) || WrittenNumber.Read(sender) is not { } text || !text.All(IsOfNumber))
        {
            return sender;
        }

        var digits =
            text.StartsWith('+') ? NumberPlan.International(text)
            : text.StartsWith("00", StringComparison.Ordinal) ? NumberPlan.International("+" + text[2..])
            : NumberPlan.Reachable("+" + text);
        return digits is null ? sender : OldMobiles.Renumbered(digits) ?? digits;
    }

    // Keeps names and groups away from the library: they write often, too.
    private static bool CanBeNumber(string sender)
    {
        if (sender.Length > MostLetters || sender.Contains('@', StringComparison.Ordinal))
        {
            return false;
        }

        var digits = 0;
        foreach (var letter in sender)
        {
            digits += char.IsDigit(letter) ? 1 : 0;
        }

        return digits >= FewestDigits;
    }

    private static bool IsOfNumber(char letter) =>
        char.IsAsciiDigit(letter)
        || letter is '+' or ' ' or '(' or ')' or '.'
        || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.DashPunctuation;
}
