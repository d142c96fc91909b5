using System.Collections.Immutable;
using System.Runtime.InteropServices;
using WebhookReceiver.Rules.Loading;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Maps the terms of a message to the rules that can match, so that ten thousand rules cost as much as ten. It never
/// omits a matching rule; rules without known terms are always candidates.
/// </summary>
internal sealed class RuleIndex
{
    private readonly int _rules;
    private readonly ulong[] _always;
    private readonly ulong[] _withPhrases;
    private readonly RulesByWord _byWord;
    private readonly LiteralIndex _literals;

    /// <param name="vocabulary">The words of the rule set.</param>
    /// <param name="conditions">
    /// The conditions of every rule, in the order of the rules; null for a rule that is always asked.
    /// </param>
    public RuleIndex(Vocabulary vocabulary, ImmutableArray<ImmutableArray<Condition>?> conditions)
    {
        _rules = conditions.Length;
        _always = new ulong[(conditions.Length + 63) / 64];
        _withPhrases = new ulong[_always.Length];
        var frequency = new TermFrequency(vocabulary.Count);
        foreach (var when in conditions)
        {
            foreach (var condition in when ?? [])
            {
                frequency.Count(condition);
            }
        }
        var needs = new IndexTerms?[conditions.Length];
        var byLiteral = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var rule = 0; rule < conditions.Length; rule++)
        {
            BackgroundThrottle.Yield();
            if (HasPhrases(conditions[rule] ?? []))
            {
                _withPhrases[rule >> 6] |= 1UL << (rule & 63);
            }
            needs[rule] = frequency.NeedsOf(conditions[rule] ?? []);
            if (needs[rule] is not { } known)
            {
                _always[rule >> 6] |= 1UL << (rule & 63);
                continue;
            }
            foreach (var literal in known.Literals)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(byLiteral, literal, out _) ??= [];
                byLiteral[literal].Add(rule);
            }
        }
        _byWord = new RulesByWord(vocabulary.Count, needs);
        _literals = new LiteralIndex(
            byLiteral.ToDictionary(p => p.Key, p => p.Value.ToImmutableArray(), StringComparer.Ordinal)
        );
    }

    private static bool HasPhrases(ImmutableArray<Condition> when)
    {
        foreach (var condition in when)
        {
            foreach (var _ in condition.Phrases)
            {
                return true;
            }
            // A row of a table may be named so, too.
            if (condition is MentionsCondition)
            {
                return true;
            }
        }
        return false;
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
            foreach (var rule in _byWord.Of(word))
            {
                candidates[rule >> 6] |= 1UL << (rule & 63);
            }
        }
        _literals.Mark(context.Text.Chars, candidates);
    }

    /// <summary>Marks every rule with phrases that may match if words are stripped as well; <see cref="Mark"/> comes before.</summary>
    public void MarkStripped(MatchContext context)
    {
        var candidates = context.StrippedCandidates(_rules);
        context.Candidates(_rules).CopyTo(candidates);
        foreach (var word in context.Stripped)
        {
            if (word == Vocabulary.Unknown)
            {
                continue;
            }
            foreach (var rule in _byWord.Of(word))
            {
                candidates[rule >> 6] |= 1UL << (rule & 63);
            }
        }
        for (var i = 0; i < candidates.Length; i++)
        {
            candidates[i] &= _withPhrases[i];
        }
    }

    /// <summary>Marks every forgiving rule that may match if unknown words are what they may mean; <see cref="Mark"/> comes before.</summary>
    public void MarkForgiven(MatchContext context, ReadOnlySpan<ulong> forgiving)
    {
        var candidates = context.ForgivenCandidates(_rules);
        context.Candidates(_rules).CopyTo(candidates);
        if (context.HasStripped)
        {
            var stripped = context.StrippedCandidates(_rules);
            for (var i = 0; i < candidates.Length; i++)
            {
                candidates[i] |= stripped[i];
            }
        }
        foreach (var at in context.Mistyped)
        {
            foreach (var word in context.MeaningsOf(at))
            {
                foreach (var rule in _byWord.Of(word))
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

/// <summary>The rules of every word, consecutively: two arrays instead of one per word.</summary>
internal sealed class RulesByWord
{
    private readonly int[] _starts;
    private readonly int[] _rules;

    /// <param name="vocabulary">The number of words.</param>
    /// <param name="indexTerms">The terms of each rule; null if unknown.</param>
    public RulesByWord(int vocabulary, ReadOnlySpan<IndexTerms?> indexTerms)
    {
        _starts = new int[vocabulary + 1];
        foreach (var one in indexTerms)
        {
            foreach (var word in one?.Words ?? [])
            {
                _starts[word + 1]++;
            }
        }
        for (var word = 0; word < vocabulary; word++)
        {
            _starts[word + 1] += _starts[word];
        }
        _rules = new int[_starts[vocabulary]];
        var filled = new int[vocabulary];
        for (var rule = 0; rule < indexTerms.Length; rule++)
        {
            foreach (var word in indexTerms[rule]?.Words ?? [])
            {
                _rules[_starts[word] + filled[word]++] = rule;
            }
        }
    }

    public ReadOnlySpan<int> Of(int word) => _rules.AsSpan(_starts[word].._starts[word + 1]);
}
