using System.Collections.Frozen;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Small words that people write onto others: l'heure, shop's, İzmir'de, 배송은, במשלוח, وخبز. A word that has one may also be met without
/// it, once no rule of the stage knows it whole.
/// </summary>
internal static class StrippedWord
{
    /// <summary>What stays of a word with an apostrophe.</summary>
    private const int FewestLetters = 2;

    /// <summary>לחם is bread, not "for" and a word of two letters.</summary>
    private const int FewestHebrewLetters = 3;

    private const int FewestSyllables = 2;

    private const int MostHebrewPrefixes = 3;

    private const char FirstArabic = '\u0621';

    /// <summary>وعد is a promise, not "and" and a word of two letters.</summary>
    private const int FewestArabicLetters = 3;

    /// <summary>"And" or "so", then "in", "to" or "like", then the article; folding has taken off the article alone.</summary>
    private static readonly string[] ArabicPrefixes =
    [
        "وبال",
        "وكال",
        "فبال",
        "ولل",
        "فلل",
        "وب",
        "ول",
        "وك",
        "و",
        "ف",
    ];

    /// <summary>Before the apostrophe, in French, Italian, Catalan and Portuguese.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Elisions = Set(
        "l d c j m n s t v qu jusqu lorsqu puisqu quoiqu quelqu presqu entr "
            + "un dell all dall nell sull coll dov com cos quest quell bell sant nient anch mezz tutt grand gl pell"
    );

    /// <summary>Behind the apostrophe, in English and Turkish. No negation is among them: can't is not "can".</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Suffixes = Set(
        "s ll re ve d m em "
            + "a e i u ya ye yi yu na ne ni nu in un nin nun im um da de ta te dan den tan ten nda nde ndan nden "
            + "daki deki taki teki la le yla yle lar ler lari leri larin lerin li lu lik luk ca ce dir dur tir tur ki si su"
    );

    /// <summary>Korean particles, and how sentences of a noun end.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Particles = Set(
        "은 는 이 가 을 를 에 의 로 으로 와 과 도 만 랑 이랑 하고 께 께서 에서 에게 한테 부터 까지 보다 처럼 마다 밖에 조차 마저 이나 나 라도 이라도 "
            + "에는 에도 에만 에서는 에서도 에게는 한테는 까지는 까지도 부터는 으로는 로는 으로도 로도 만은 만도 과는 와는 이란 란 요 이요 은요 는요 도요 에요 "
            + "이에요 예요 이예요 인가요 인지 인데 인데요 입니다 입니까 이죠 죠 이지요 지요 이야 야 이고 님 이라고 라고 좀"
    );

    private const string BeginningsOfVerbs = "하해할한했합되돼될된됐됩";

    /// <summary>Whether a word that nobody knows may be known without what is written onto it.</summary>
    public static bool MayBe(char first) => first is (>= 'א' and <= 'ת') or 'و' or 'ف' or (>= '\uAC00' and <= '\uD7A3');

    /// <summary>The number of the word without it; <see cref="Vocabulary.Unknown"/> if there is none, or the book has no such word.</summary>
    public static int Find(ReadOnlySpan<char> word, Token token, Vocabulary vocabulary) =>
        token.FirstCut > 0 && OffApostrophes(word, token) is var stem && stem.Length < word.Length
            ? vocabulary.Find(stem)
        : word[0] >= '\uAC00' ? FindKorean(word, vocabulary)
        : word[0] >= FirstArabic ? FindArabic(word, vocabulary)
        : word[0] >= 'א' ? FindHebrew(word, vocabulary)
        : Vocabulary.Unknown;

    /// <summary>The word without elision and suffix; the word itself if it has none.</summary>
    public static ReadOnlySpan<char> OffApostrophes(ReadOnlySpan<char> word, Token token)
    {
        var from = Elisions.Contains(word[..token.FirstCut]) ? token.FirstCut : 0;
        var end = token.LastCut > from && Suffixes.Contains(word[token.LastCut..]) ? token.LastCut : word.Length;
        return end - from >= FewestLetters ? word[from..end] : word;
    }

    private static int FindKorean(ReadOnlySpan<char> word, Vocabulary vocabulary)
    {
        for (var length = word.Length - 1; length >= FewestSyllables; length--)
        {
            if (IsEnding(word[length..]) && vocabulary.Find(word[..length]) is >= 0 and var stem)
            {
                return stem;
            }
        }

        return Vocabulary.Unknown;
    }

    /// <summary>A particle; or the verb "to do" or "to become", in whatever form.</summary>
    private static bool IsEnding(ReadOnlySpan<char> ending) =>
        BeginningsOfVerbs.Contains(ending[0], StringComparison.Ordinal) || Particles.Contains(ending);

    /// <summary>"The", "and", "in", "to", "from", "that", "as": one or several of them.</summary>
    private static int FindHebrew(ReadOnlySpan<char> word, Vocabulary vocabulary)
    {
        for (var prefix = 1; prefix <= MostHebrewPrefixes && word.Length - prefix >= FewestHebrewLetters; prefix++)
        {
            if (word[prefix - 1] is not ('ה' or 'ו' or 'ב' or 'ל' or 'מ' or 'ש' or 'כ'))
            {
                break;
            }

            if (vocabulary.Find(word[prefix..]) is >= 0 and var stem)
            {
                return stem;
            }
        }

        return Vocabulary.Unknown;
    }

    /// <summary>The longest prefix counts, if the book knows the rest.</summary>
    private static int FindArabic(ReadOnlySpan<char> word, Vocabulary vocabulary)
    {
        foreach (var prefix in ArabicPrefixes)
        {
            if (
                word.Length - prefix.Length >= FewestArabicLetters
                && word.StartsWith(prefix, StringComparison.Ordinal)
                && vocabulary.Find(word[prefix.Length..]) is >= 0 and var stem
            )
            {
                return stem;
            }
        }

        return Vocabulary.Unknown;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        words
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
}
