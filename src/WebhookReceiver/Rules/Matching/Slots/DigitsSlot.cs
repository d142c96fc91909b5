using System.Text;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Digits of any script, blanks and hyphens between them allowed: "0012 34" is 001234. Zeros in front stay.</summary>
internal sealed class DigitsSlot(int? length) : SlotType
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
