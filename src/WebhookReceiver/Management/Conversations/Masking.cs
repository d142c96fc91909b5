using System.Text;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Management.Conversations;

/// <summary>Hides numbers: of contacts from those who may not see them, of cards from everybody.</summary>
internal static class Masking
{
    private const string Hidden = "•••";
    private const int ShownDigits = 2;
    private const int FewestDigits = 7;
    private const int FewestOfCard = 13;
    private const int MostOfCard = 19;

    /// <summary>A number as all see it: its last two digits.</summary>
    public static string Shown(string sender)
    {
        var member = sender[(sender.LastIndexOf('@') is var at && at < sender.Length - 1 ? at + 1 : 0)..];
        var digits = SenderMatch.DigitsOf(member);
        var known = digits.Length > ShownDigits ? digits : member;
        return known.Length > ShownDigits ? Hidden + known[^ShownDigits..] : Hidden;
    }

    /// <summary>A text without cards, and without the contact's own number for those who may not see it.</summary>
    public static string Text(string text, string sender, ManagementRole role)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return text;
        }

        var own = role < ManagementRole.Owner ? SenderMatch.DigitsOf(sender) : "";
        var masked = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var end = EndOfNumber(text, at);
            if (end == at)
            {
                masked.Append(text[at++]);
                continue;
            }

            var written = text.AsSpan(at, end - at);
            var digits = SenderMatch.DigitsOf(written);
            masked.Append(
                IsOwn(digits, own) ? Shown(sender)
                : IsCard(digits) ? Hidden + digits[^ShownDigits..]
                : written
            );
            at = end;
        }

        return masked.ToString();
    }

    /// <summary>A name that the contact chose; a number in it is hidden like the contact's own.</summary>
    public static string? Name(string? name, ManagementRole role)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        return role < ManagementRole.Owner && SenderMatch.DigitsOf(name).Length >= FewestDigits ? Shown(name) : name;
    }

    private static bool IsOwn(string digits, string own) =>
        own.Length >= FewestDigits
        && digits.Length >= FewestDigits
        && (
            own.EndsWith(digits.TrimStart('0'), StringComparison.Ordinal)
            || digits.EndsWith(own, StringComparison.Ordinal)
        );

    /// <summary>The end of a number that may have blanks and hyphens between its digits.</summary>
    private static int EndOfNumber(string text, int start)
    {
        var end = start;
        for (var at = start; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                end = at + 1;
            }
            else if (end == start || text[at] is not (' ' or '-' or '.' or '(' or ')' or '\u00A0') || at - end >= 2)
            {
                break;
            }
        }

        return end;
    }

    /// <summary>The check digit of payment cards (ISO/IEC 7812-1).</summary>
    private static bool IsCard(string digits)
    {
        if (digits.Length is < FewestOfCard or > MostOfCard)
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
