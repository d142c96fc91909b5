using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>A choice by some of its words, by another form of them, or with a typing mistake: "small", "2 teas", "cofee".</summary>
internal readonly ref struct ChoiceWords(
    ImmutableArray<ImmutableArray<string>> forms,
    SpokenLanguages languages,
    FoldedText text
)
{
    private const int MostWords = 8;
    private const int FewestTypoLetters = 5;
    private const int LettersOfTwoTypos = 9;

    /// <summary>The labels that have all of the words that tell; all that have any, if none has all.</summary>
    public ImmutableArray<int> Read()
    {
        if (text.Tokens.Length > MostWords || text.Original.AsSpan().IndexOfAny('?', '？', '؟') >= 0)
        {
            return [];
        }

        var (every, any) = (~0UL, 0UL);
        for (var token = 0; token < text.Tokens.Length; token++)
        {
            if (IsFiller(token))
            {
                continue;
            }

            var labels = Like(text.WordAt(token).ToString());
            if (labels == 0)
            {
                return [];
            }

            (every, any) = (every & labels, any | labels);
        }

        var meant = every == ~0UL || every == 0 ? any : every;
        return [.. Enumerable.Range(0, Most).Where(at => (meant & (1UL << at)) != 0)];
    }

    /// <summary>Further choices are told by their whole label alone.</summary>
    private int Most => Math.Min(forms.Length, 64);

    private bool IsFiller(int token)
    {
        var word = text.WordAt(token);
        return DigitsSlot.AreDigits(word)
            || languages.IsCourtesy(text, token)
            || (
                languages.Take(SpokenPart.Choice, text, token, out var value) == 1
                && value is 0 or > 10
                && languages.Take(SpokenPart.Not, text, token, out _) == 0
            );
    }

    /// <summary>The labels with this word; else with another form of it; else with a word that is one mistake away.</summary>
    private ulong Like(string word)
    {
        var same = Labels(other => other == word);
        var hasGender = languages.HaveGender;
        same = same == 0 ? Labels(other => ChoiceForms.AreAlike(word, other, hasGender)) : same;
        return same == 0 ? Labels(other => IsMistyped(word, other)) : same;
    }

    private ulong Labels(Func<string, bool> isLike)
    {
        var labels = 0UL;
        for (var at = 0; at < Most; at++)
        {
            foreach (var form in forms[at])
            {
                if (form.Split(' ').Any(word => char.IsLetter(word[0]) && isLike(word)))
                {
                    labels |= 1UL << at;
                }
            }
        }

        return labels;
    }

    /// <summary>The first letter is hardly ever the wrong one: "other" is no "mother".</summary>
    private static bool IsMistyped(string typed, string word) =>
        word.Length >= FewestTypoLetters
        && typed.Length >= FewestTypoLetters - 1
        && typed[0] == word[0]
        && Typing.Mistakes(typed, word) <= (word.Length >= LettersOfTwoTypos ? 2 : 1);
}
