using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// The terms of a condition: a message must have at least one of these words or literals. The index inverts this: from
/// a message's terms to the rules that can match.
/// </summary>
/// <param name="Words">Numbers of words of the vocabulary.</param>
/// <param name="Literals">Folded texts that occur anywhere in the folded text.</param>
internal sealed record IndexTerms(ImmutableArray<int> Words, ImmutableArray<string> Literals)
{
    /// <summary>The terms of "one of these": known only if all are.</summary>
    public static IndexTerms? AnyOf(IEnumerable<IndexTerms?> indexTerms)
    {
        var words = ImmutableArray.CreateBuilder<int>();
        var literals = ImmutableArray.CreateBuilder<string>();
        foreach (var one in indexTerms)
        {
            if (one is null)
            {
                return null;
            }
            words.AddRange(one.Words);
            literals.AddRange(one.Literals);
        }
        return new IndexTerms(words.ToImmutable(), literals.ToImmutable());
    }

    /// <summary>The terms of "all of these": any known one suffices; the one with the rarest words is best.</summary>
    public static IndexTerms? AllOf(IEnumerable<IndexTerms?> indexTerms, TermFrequency frequency)
    {
        IndexTerms? best = null;
        foreach (var one in indexTerms)
        {
            best = frequency.Rarer(best, one);
        }

        return best;
    }
}

/// <summary>The number of phrases of the rule set with each word.</summary>
internal sealed class TermFrequency(int vocabulary)
{
    private readonly int[] _counts = new int[vocabulary];

    public int this[int word] => _counts[word];

    public void Count(Condition condition)
    {
        foreach (var phrase in condition.Phrases)
        {
            foreach (var word in phrase.Words)
            {
                _counts[word]++;
            }
        }
    }

    /// <summary>The terms for all of the conditions to hold; null if none has any.</summary>
    public IndexTerms? NeedsOf(ImmutableArray<Condition> conditions)
    {
        IndexTerms? best = null;
        foreach (var condition in conditions)
        {
            best = Rarer(best, condition.NeedsOf(this));
        }

        return best;
    }

    /// <summary>The terms for one of the phrases to match.</summary>
    public IndexTerms? NeedsOfAny(ImmutableArray<Phrase> phrases) =>
        phrases is [var only] ? NeedsOf(only) : IndexTerms.AnyOf(phrases.Select(NeedsOf));

    /// <summary>The rarest word of a phrase; null for a phrase of slots only.</summary>
    public IndexTerms? NeedsOf(Phrase phrase)
    {
        var rarest = Vocabulary.Unknown;
        foreach (var word in phrase.Words)
        {
            rarest = rarest == Vocabulary.Unknown || _counts[word] < _counts[rarest] ? word : rarest;
        }

        return rarest == Vocabulary.Unknown ? null : new IndexTerms([rarest], []);
    }

    /// <summary>The one that fewer messages have; the first on a tie, and the known one if only one is known.</summary>
    public IndexTerms? Rarer(IndexTerms? one, IndexTerms? other) =>
        one is null || (other is not null && CandidatesOf(other) < CandidatesOf(one)) ? other : one;

    private long CandidatesOf(IndexTerms indexTerms)
    {
        long candidates = indexTerms.Literals.Length;
        foreach (var word in indexTerms.Words)
        {
            candidates += Math.Max(1L, _counts[word]);
        }

        return candidates;
    }
}
