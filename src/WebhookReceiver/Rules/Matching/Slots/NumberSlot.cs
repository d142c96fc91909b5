using System.Buffers;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A number as people write it: 4, 4.50, 4,50, 1,000, 1.000.000, -5. The value has a dot for the decimals and no thousands
/// separators; zeros stay. A single separator before exactly three digits counts as thousands only if it is a comma.
/// </summary>
internal sealed class NumberSlot : SlotType
{
    private static readonly SearchValues<char> Written = SearchValues.Create("0123456789.,");

    public override string Name => "number";

    public override int TryRead(MatchContext context, int token, out string value)
    {
        var text = context.Text;
        value = "";
        var word = text.WordAt(token);
        if (!char.IsAsciiDigit(word[0]) || word.ContainsAnyExcept(Written))
        {
            return 0;
        }
        var sign = IsNegative(text, token) ? "-" : "";
        value = sign + Normal(word);
        return 1;
    }

    private static bool IsNegative(FoldedText text, int token)
    {
        var start = text.Tokens[token].SourceStart;
        return start > 0
            && text.Original[start - 1] is '-' or '\u2212'
            && (start == 1 || char.IsWhiteSpace(text.Original[start - 2]));
    }

    private static string Normal(ReadOnlySpan<char> word)
    {
        var last = word.LastIndexOfAny('.', ',');
        if (last < 0)
        {
            return word.ToString();
        }
        var decimals = word.Length - last - 1;
        var separators = word.Count('.') + word.Count(',');
        var mixed = word.Contains('.') && word.Contains(',');
        var isThousands = decimals == 3 && !mixed && (separators > 1 || word[last] == ',');
        return isThousands ? Digits(word) : Digits(word[..last]) + "." + word[(last + 1)..].ToString();
    }

    private static string Digits(ReadOnlySpan<char> word) =>
        word.ToString().Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
}
