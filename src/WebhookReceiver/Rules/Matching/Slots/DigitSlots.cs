using System.Buffers;
using System.Text;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Digits of any script, with optional spaces and hyphens: "0012 34" is 001234. Leading zeros stay.</summary>
internal sealed class DigitsSlot(int? length) : PlainSlotType
{
    private const int MostDigits = 40;

    public override string Name => length is null ? "digits" : $"digits {length}";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        var digits = new StringBuilder();
        var end = token;
        while (end < text.Tokens.Length && AreDigits(text.WordAt(end)) && digits.Length < (length ?? MostDigits))
        {
            digits.Append(text.WordAt(end++));
        }
        value = digits.ToString();
        return length is null || digits.Length == length ? end - token : 0;
    }

    public static bool AreDigits(ReadOnlySpan<char> word) => !word.ContainsAnyExceptInRange('0', '9');
}

/// <summary>
/// A phone number of 6 to 15 digits with the usual spaces, hyphens, dots, brackets and plus. The value is digits, with
/// the + if written.
/// </summary>
internal sealed class PhoneSlot : PlainSlotType
{
    private const int MinDigits = 6;
    private const int MaxDigits = 15;

    private static readonly SearchValues<char> Written = SearchValues.Create("0123456789.");

    public override string Name => "phone";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        var start = text.Tokens[token].SourceStart;
        var number = new StringBuilder();
        if (start > 0 && text.Original[start - 1] == '+')
        {
            number.Append('+');
        }
        var plus = number.Length;
        var end = token;
        while (end < text.Tokens.Length && number.Length <= MaxDigits + 1 && IsPart(text.WordAt(end)))
        {
            foreach (var c in text.WordAt(end++))
            {
                if (char.IsAsciiDigit(c))
                {
                    number.Append(c);
                }
            }
        }
        value = number.ToString();
        return number.Length - plus is >= MinDigits and <= MaxDigits ? end - token : 0;
    }

    private static bool IsPart(ReadOnlySpan<char> word) => !word.ContainsAnyExcept(Written);
}
