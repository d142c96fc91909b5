using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// From the words and letters of a message to the rules that can match it, so that ten thousand rules cost what ten do.
/// It never leaves out a rule that matches; rules whose conditions tell nothing are always candidates.
/// </summary>
internal sealed class RuleIndex
{
    private readonly int _rules;
    private readonly ulong[] _always;
    private readonly ImmutableArray<int>[] _byWord;
    private readonly LiteralIndex _literals;

    /// <param name="vocabulary">The words of the book.</param>
    /// <param name="conditions">The conditions of every rule, in the order of the rules; null for a rule that is always asked.</param>
    public RuleIndex(Vocabulary vocabulary, ImmutableArray<ImmutableArray<Condition>?> conditions)
    {
        _rules = conditions.Length;
        _always = new ulong[(conditions.Length + 63) / 64];
        var use = new WordUse(vocabulary.Count);
        foreach (var condition in conditions.SelectMany(when => when ?? []))
        {
            use.Count(condition.Phrases);
        }
        var byWord = new List<int>?[vocabulary.Count];
        var byLiteral = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var rule = 0; rule < conditions.Length; rule++)
        {
            var needs = Needs.AllOf((conditions[rule] ?? []).Select(condition => condition.NeedsOf(use)), use);
            if (needs is null)
            {
                _always[rule >> 6] |= 1UL << (rule & 63);
                continue;
            }
            foreach (var word in needs.Words)
            {
                (byWord[word] ??= []).Add(rule);
            }
            foreach (var literal in needs.Literals)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(byLiteral, literal, out _) ??= [];
                byLiteral[literal].Add(rule);
            }
        }
        _byWord = [.. byWord.Select(rules => rules?.ToImmutableArray() ?? [])];
        _literals = new LiteralIndex(
            byLiteral.ToDictionary(p => p.Key, p => p.Value.ToImmutableArray(), StringComparer.Ordinal)
        );
    }

    /// <summary>Marks in the context every rule that may match its message.</summary>
    public void Mark(MatchContext context)
    {
        var candidates = context.Candidates(_rules);
        _always.CopyTo(candidates);
        foreach (var word in context.Words)
        {
            if (word == Vocabulary.Unknown)
            {
                continue;
            }
            foreach (var rule in _byWord[word])
            {
                candidates[rule >> 6] |= 1UL << (rule & 63);
            }
        }
        _literals.Mark(context.Text.Chars, candidates);
    }

    /// <summary>Marks every forgiving rule that may match if unknown words are what they may mean; <see cref="Mark"/> comes before.</summary>
    public void MarkForgiven(MatchContext context, ReadOnlySpan<ulong> forgiving)
    {
        var candidates = context.ForgivenCandidates(_rules);
        context.Candidates(_rules).CopyTo(candidates);
        foreach (var at in context.Mistyped)
        {
            foreach (var word in context.MeaningsOf(at))
            {
                foreach (var rule in _byWord[word])
                {
                    candidates[rule >> 6] |= 1UL << (rule & 63);
                }
            }
        }
        for (var i = 0; i < candidates.Length; i++)
        {
            candidates[i] &= forgiving[i];
        }
    }
}
