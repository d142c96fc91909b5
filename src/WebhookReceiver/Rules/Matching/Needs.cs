using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// What a message must have for a condition to hold: at least one of these words or one of these literals. The index turns
/// it round: from what a message has to the rules that can match it.
/// </summary>
/// <param name="Words">Numbers of words of the vocabulary.</param>
/// <param name="Literals">Folded texts that stand anywhere in the folded text.</param>
internal sealed record Needs(ImmutableArray<int> Words, ImmutableArray<string> Literals)
{
    public int Alternatives => Words.Length + Literals.Length;

    /// <summary>The needs of "one of these": known only if all are.</summary>
    public static Needs? AnyOf(IEnumerable<Needs?> needs)
    {
        var words = ImmutableArray.CreateBuilder<int>();
        var literals = ImmutableArray.CreateBuilder<string>();
        foreach (var one in needs)
        {
            if (one is null)
            {
                return null;
            }
            words.AddRange(one.Words);
            literals.AddRange(one.Literals);
        }
        return new Needs(words.ToImmutable(), literals.ToImmutable());
    }

    /// <summary>The needs of "all of these": any of the known ones is enough; the one with the rarest words is best.</summary>
    public static Needs? AllOf(IEnumerable<Needs?> needs, WordUse use) =>
        needs.OfType<Needs>().OrderBy(use.CandidatesOf).FirstOrDefault();
}

/// <summary>In how many phrases of the book each word stands.</summary>
internal sealed class WordUse(int vocabulary)
{
    private readonly int[] _counts = new int[vocabulary];

    public int this[int word] => _counts[word];

    public void Count(IEnumerable<Phrase> phrases)
    {
        foreach (var word in phrases.SelectMany(phrase => phrase.Words))
        {
            _counts[word]++;
        }
    }

    public long CandidatesOf(Needs needs) =>
        needs.Words.Sum(word => Math.Max(1L, _counts[word])) + needs.Literals.Length;

    /// <summary>The rarest word of a phrase; null for a phrase of slots alone.</summary>
    public Needs? NeedsOf(Phrase phrase)
    {
        var words = phrase.Words.ToList();
        return words.Count == 0 ? null : new Needs([words.MinBy(word => _counts[word])], []);
    }
}
