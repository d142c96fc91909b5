using System.Collections.Frozen;
using System.Globalization;
using Humanizer;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// The number words from 0 to 100: Humanizer's words inverted, and a table for two languages that it lacks.
/// </summary>
internal static class NumberWords
{
    private const int Most = 100;

    private static readonly Dictionary<string, string[]> Tables = new(StringComparer.Ordinal)
    {
        ["hi"] =
        [
            .. "शून्य एक दो तीन चार पांच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस".Split(
                ' '
            ),
            .. "इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस".Split(' '),
        ],
        ["id"] =
        [
            .. "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".Split(' '),
            .. "dua tiga empat lima enam tujuh delapan sembilan".Split(' ').Select(one => $"{one} belas"),
            .. "dua tiga empat lima enam tujuh delapan sembilan"
                .Split(' ')
                .SelectMany(ten =>
                    "- satu dua tiga empat lima enam tujuh delapan sembilan"
                        .Split(' ')
                        .Select(one => one == "-" ? $"{ten} puluh" : $"{ten} puluh {one}")
                ),
            "seratus",
        ],
    };

    /// <param name="culture">The language; null: only the given words.</param>
    /// <param name="told">Additional words of a table; they take precedence.</param>
    public static FrozenDictionary<string, int> Of(CultureInfo? culture, IReadOnlyDictionary<string, int>? told)
    {
        var numbers = new Dictionary<string, int>(told ?? FrozenDictionary<string, int>.Empty, StringComparer.Ordinal);
        if (culture is null || culture.Name.Length == 0)
        {
            return numbers.ToFrozenDictionary(StringComparer.Ordinal);
        }

        if (Tables.TryGetValue(culture.TwoLetterISOLanguageName, out var table))
        {
            for (var number = 0; number < table.Length; number++)
            {
                numbers.TryAdd(FoldedText.Of(table[number]), number);
            }

            return numbers.ToFrozenDictionary(StringComparer.Ordinal);
        }

        // For an unsupported language Humanizer returns English words: those are no words of this language.
        var isEnglish = culture.TwoLetterISOLanguageName == "en";
        if (!isEnglish && 3.ToWords(culture) == "three")
        {
            return numbers.ToFrozenDictionary(StringComparer.Ordinal);
        }

        for (var number = 0; number <= Most; number++)
        {
            numbers.TryAdd(FoldedText.Of(number.ToWords(culture)), number);
            numbers.TryAdd(FoldedText.Of(number.ToWords(GrammaticalGender.Masculine, culture)), number);
            numbers.TryAdd(FoldedText.Of(number.ToWords(GrammaticalGender.Feminine, culture)), number);
            numbers.TryAdd(FoldedText.Of(number.ToWords(GrammaticalGender.Neuter, culture)), number);
        }

        return numbers.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
