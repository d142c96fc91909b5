using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>The labels that stand in a text, and which of them it denies: "not tea", "çay değil kahve", "ni té ni café".</summary>
internal readonly ref struct ChoiceMentions(
    ImmutableArray<ImmutableArray<string>> forms,
    SpokenLanguages languages,
    FoldedText text,
    bool isLoose = false
)
{
    private const int FewestLettersBehindArticle = 3;

    /// <summary>Whether there are any.</summary>
    /// <param name="meant">Those that nothing denies.</param>
    /// <param name="isShared">Whether they are the same words, of several labels.</param>
    public bool Read(out ImmutableArray<int> meant, out bool isShared)
    {
        (meant, isShared) = ([], false);
        var found = Find();
        if (found.Count == 0)
        {
            return false;
        }

        new MentionDenial(languages, text).Mark(found);
        found.RemoveAll(one => one.IsDenied);
        meant = [.. found.Select(one => one.Label).Distinct().Order()];
        isShared = meant.Length > 1 && found.TrueForAll(one => one.First == found[0].First);
        return true;
    }

    /// <summary>The longest ones in words; those in signs only where there are none: "coffee ☕".</summary>
    private List<Mention> Find()
    {
        var found = new List<Mention>();
        for (var token = 0; token < text.Tokens.Length; token++)
        {
            for (var label = 0; label < forms.Length; label++)
            {
                for (var form = 0; form < forms[label].Length; form++)
                {
                    if (EndOf(forms[label][form], token) is > 0 and var end)
                    {
                        found.Add(new Mention(label, token, end, form == 0, ChoiceForms.IsSign(text.WordAt(token))));
                    }
                }
            }
        }

        if (found.Exists(one => !one.IsSign))
        {
            found.RemoveAll(one => one.IsSign && one.End == one.First + 1);
        }

        found.RemoveAll(one => found.Exists(other => other.Covers(one)));
        return found;
    }

    /// <summary>The word after this form, if it stands here; an "and" within it does not matter. 0: it does not.</summary>
    private int EndOf(string form, int token)
    {
        var at = token;
        foreach (var range in form.AsSpan().Split(' '))
        {
            var word = form.AsSpan(range);
            if (at > token && at < text.Tokens.Length && ChoiceForms.IsAnd(text.WordAt(at)) && !IsWord(at, word))
            {
                at++;
            }

            if (at >= text.Tokens.Length || !IsWord(at, word))
            {
                return 0;
            }

            at++;
        }

        return at;
    }

    /// <summary>Whether a word is this one, or this one with what people write onto it: l'acqua, القهوة.</summary>
    private bool IsWord(int token, ReadOnlySpan<char> word)
    {
        var written = text.WordAt(token);
        return written.SequenceEqual(word)
            || (isLoose && char.IsLetter(word[0]) && ChoiceForms.AreAlike(written, word, languages.HaveGender))
            || (
                text.Tokens[token].FirstCut > 0
                && StrippedWord.OffApostrophes(written, text.Tokens[token]).SequenceEqual(word)
            )
            || (
                written.Length >= FewestLettersBehindArticle + 2
                && written.StartsWith("ال", StringComparison.Ordinal)
                && written[2..].SequenceEqual(word)
            );
    }
}
