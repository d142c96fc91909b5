using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Models;

/// <summary>
/// The links, numbers and prices in a text. Digits of all scripts are read as ours. Strict on purpose: what is written
/// otherwise than in the passage counts as invented.
/// </summary>
internal sealed class StatedFacts
{
    /// <summary>Between the parts of one number, such as a phone number or a range: <c>+353 (0)85-000</c>, <c>8 – 18</c>.</summary>
    private const int LongestGap = 3;

    private static readonly char[] AroundLinks = [.. ".,;:!?'’`\"“”„«»()[]{}<>*_~|"];

    /// <summary>Words that say what something costs, or promise money. They must stand in a passage as well.</summary>
    private static readonly FrozenSet<string> PriceWords = FrozenSet.ToFrozenSet(
        (
            "eur euro euros usd dollar dollars cent cents gbp pound pounds pence chf franc francs franken rupee rupees "
            + "inr rs real reais brl peso pesos lira tl try dirham dirhams aed riyal riyals sar yen yuan won rand baht "
            + "hundred hundreds thousand thousands million millions dozen half "
            + "free gratis kostenlos umsonst gratuit gratuite gratuito gratuita "
            + "discount rabatt remise descuento desconto sconto refund"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private readonly HashSet<string> _links = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _numbers = [];
    private readonly HashSet<string> _prices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numberWords = new(StringComparer.Ordinal);
    private readonly HashSet<string> _priceWords = new(StringComparer.Ordinal);

    public static StatedFacts Of(string text, SpokenLanguages languages)
    {
        var facts = new StatedFacts();
        var plain = Plain(text);
        facts.AddLinks(plain);
        facts.AddNumbers(plain);
        facts.AddWords(text, languages);
        return facts;
    }

    /// <summary>Whether every link stands in one of these.</summary>
    public bool HasLinksOf(IReadOnlyCollection<StatedFacts> stated) =>
        _links.All(link => stated.Any(one => one._links.Contains(link)));

    /// <summary>Whether every number, price and number word stands in one of these.</summary>
    public bool HasNumbersOf(IReadOnlyCollection<StatedFacts> stated) =>
        _numbers.TrueForAll(number =>
            stated.Any(one => one._numbers.Exists(other => other.Contains(number, StringComparison.Ordinal)))
        )
        && _prices.All(price => stated.Any(one => one._prices.Contains(price)))
        && _priceWords.All(word => stated.Any(one => one._words.Contains(word)))
        && _numberWords.All(word => stated.Any(one => one.Says(word.Key, word.Value)));

    private bool Says(string word, int value)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $" {value} ");
        return _words.Contains(word) || _numbers.Exists(other => other.Contains(number, StringComparison.Ordinal));
    }

    /// <summary>One form of every character, our digits, and nothing invisible.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in Normalized(text))
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
            if (digit >= 0)
            {
                plain.Append((char)('0' + digit));
            }
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                plain.Append(
                    c switch
                    {
                        '\u066B' => '.',
                        '\u066C' => ',',
                        '\u2044' => '/',
                        '\u3002' or '\u2024' => '.',
                        _ => c,
                    }
                );
            }
        }

        return plain.ToString();
    }

    private static string Normalized(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half of a character alone: it is in no passage either.
            return text;
        }
    }

    private void AddLinks(string text)
    {
        // Blanks alone end a link: what is written onto a good one makes another.
        foreach (var token in text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
        {
            var link = token.Trim(AroundLinks).TrimEnd('/');
            if (IsLink(link))
            {
                _links.Add(link);
            }
        }
    }

    /// <summary>An address with a scheme, an e-mail address, a handle, or a name with an ending such as <c>example.com</c>.</summary>
    private static bool IsLink(string token)
    {
        if (token.Contains("://", StringComparison.Ordinal) || token.Contains('@', StringComparison.Ordinal))
        {
            return true;
        }

        for (var dot = token.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = token.IndexOf('.', dot + 1))
        {
            if (
                char.IsLetterOrDigit(token[dot - 1])
                && dot + 2 < token.Length
                && char.IsLetter(token[dot + 1])
                && char.IsLetter(token[dot + 2])
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Numbers that stand together are one: the parts of a phone number make no other number.</summary>
    private void AddNumbers(string text)
    {
        var number = new StringBuilder();
        for (var at = 0; at < text.Length; )
        {
            if (!IsNumeric(text[at]))
            {
                at++;
                continue;
            }

            number.Clear().Append(' ');
            do
            {
                var end = EndOfNumber(text, at);
                number.Append(text, at, end - at).Append(' ');
                AddPrices(text, at, end);
                at = NextPart(text, end);
            } while (at < text.Length && IsNumeric(text[at]));

            _numbers.Add(number.ToString());
        }
    }

    private static bool IsNumeric(char c) =>
        char.IsAsciiDigit(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static int EndOfNumber(string text, int at)
    {
        while (
            at < text.Length
            && (
                IsNumeric(text[at])
                || (text[at] is '.' or ',' or ':' or '\'' or '’' && at + 1 < text.Length && IsNumeric(text[at + 1]))
            )
        )
        {
            at++;
        }

        return at;
    }

    /// <summary>The next part of the number behind a small gap; the end of this part if there is none.</summary>
    private static int NextPart(string text, int end)
    {
        for (var at = end; at < text.Length && at - end <= LongestGap; at++)
        {
            if (IsNumeric(text[at]) && at > end)
            {
                return at;
            }

            if (text[at] is not (' ' or '\u00A0' or '-' or '–' or '—' or '\u2010' or '\u2011' or '/' or '(' or ')'))
            {
                break;
            }
        }

        return end;
    }

    /// <summary>The sign before or behind a number belongs to it: 4 € is not 4 $.</summary>
    private void AddPrices(string text, int start, int end)
    {
        var number = text[start..end];
        var after = end < text.Length && text[end] is ' ' or '\u00A0' ? end + 1 : end;
        var before = start > 0 && text[start - 1] is ' ' or '\u00A0' ? start - 2 : start - 1;
        if (after < text.Length && IsSign(text[after]))
        {
            _prices.Add($"{text[after]}{number}");
        }

        if (before >= 0 && IsSign(text[before]))
        {
            _prices.Add($"{text[before]}{number}");
        }
    }

    private static bool IsSign(char c) =>
        c is '%' or '‰' || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    private void AddWords(string text, SpokenLanguages languages)
    {
        // Of its own: the number words of a language are folded at their first use, in the middle of this.
        var folded = new FoldedText();
        folded.Fold(text);
        for (var token = 0; token < folded.Tokens.Length; token++)
        {
            var word = folded.WordAt(token).ToString();
            _words.Add(word);
            if (PriceWords.Contains(word))
            {
                _priceWords.Add(word);
            }

            // One is an article in many languages.
            if (Value(word, languages) is > 1 and var value)
            {
                _numberWords[word] = value;
            }
        }
    }

    private static int Value(string word, SpokenLanguages languages)
    {
        if (char.IsAsciiDigit(word[0]))
        {
            return 0;
        }

        foreach (var language in languages.Everywhere)
        {
            if (language.Number(word) is > 1 and var value)
            {
                return value;
            }
        }

        return 0;
    }
}
