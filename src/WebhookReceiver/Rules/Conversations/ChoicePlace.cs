using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// A choice by its place: "2", "number 2 please", "the second one", "das letzte". A number beside another noun is a
/// quantity: "2 cups", "table for 2".
/// </summary>
internal readonly ref struct ChoicePlace(SpokenLanguages languages, FoldedText text, int count, bool hasNumbers)
{
    private const int MostWords = 8;

    /// <summary>Values of <see cref="SpokenPart.Choice"/>: numbers are this much above places.</summary>
    private const int Numbers = 10;
    private const int Last = -1;
    private const int Filler = 0;

    /// <summary>The positions that are named; none if there is more in the text.</summary>
    public ImmutableArray<int> Read()
    {
        var tokens = text.Tokens.Length;
        if (tokens > MostWords)
        {
            return [];
        }

        var (places, numbers) = (new List<int>(), new List<int>());
        for (var token = 0; token < tokens; )
        {
            var taken = At(token, out var place, out var number);
            if (taken == 0 || place > count || number > count)
            {
                return [];
            }

            Add(place, places);
            Add(number, numbers);
            token += taken;
        }

        // "the second one": one is the number only where there is no place.
        var named = places.Count > 0 ? places.Concat(numbers.Where(number => number > 0)) : numbers;
        return [.. named.Distinct().Order()];
    }

    private static void Add(int one, List<int> all)
    {
        if (one > 0)
        {
            all.Add(one - 1);
        }
    }

    /// <summary>The number of words here that name a place, or may stand beside one; 0: it is something else.</summary>
    private int At(int token, out int place, out int number)
    {
        (place, number) = (0, 0);
        var word = text.WordAt(token);
        if (DigitsSlot.AreDigits(word))
        {
            place = hasNumbers ? NumericDay.Number(word) : 0;
            return place > 0 ? 1 : 0;
        }

        if (char.IsAsciiDigit(word[0]))
        {
            place = WrittenDay.Number(word, out var isOrdinal);
            return place > 0 && isOrdinal ? 1 : 0;
        }

        if (ChoiceForms.IsSign(word))
        {
            return 1;
        }

        if (languages.Take(SpokenPart.Choice, text, token, out var value) is > 0 and var taken)
        {
            (place, number) = value switch
            {
                Last => (count, 0),
                > Numbers when hasNumbers => (0, value - Numbers),
                > Filler and <= Numbers => (value, 0),
                _ => (0, 0),
            };
            return value < Last || (value > Numbers && !hasNumbers && value != Numbers + 1) ? 0 : taken;
        }

        return languages.Take(SpokenPart.Or, text, token, out _) is > 0 and var or ? or
            : ChoiceForms.IsAnd(word) ? 1
            : 0;
    }
}
