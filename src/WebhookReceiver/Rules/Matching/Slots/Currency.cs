using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>A currency before a number: $, US$, R$, Rs, EUR.</summary>
internal static class Currency
{
    /// <summary>The number of its words; 0: there is none.</summary>
    public static int At(FoldedText text, int token)
    {
        if (IsSign(text.WordAt(token)))
        {
            return 1;
        }

        var isCountry = text.WordAt(token) is "us" or "r" or "a" or "au" or "c" or "ca" or "nz" or "hk" or "s" or "mx";
        if (
            isCountry
            && token + 1 < text.Tokens.Length
            && text.Tokens[token].SourceEnd == text.Tokens[token + 1].SourceStart
            && IsSign(text.WordAt(token + 1))
        )
        {
            return 2;
        }

        return
            text.WordAt(token)
                is "rs"
                    or "inr"
                    or "rp"
                    or "idr"
                    or "usd"
                    or "eur"
                    or "euro"
                    or "gbp"
                    or "chf"
                    or "brl"
                    or "aed"
                    or "sar"
                    or "tl"
                    or "try"
            && token + 1 < text.Tokens.Length
            && NumberSigns.DigitAt(text.Original, text.Tokens[token + 1].SourceStart) >= 0
            ? 1
            : 0;
    }

    private static bool IsSign(ReadOnlySpan<char> word) =>
        word.Length == 1 && char.GetUnicodeCategory(word[0]) == UnicodeCategory.CurrencySymbol;
}
