using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Finds every literal of the rule set in one pass over a text, however many there are (Aho-Corasick automaton).
/// Immutable once built.
/// </summary>
internal sealed class LiteralIndex
{
    private const char None = '\0';

    private readonly int[] _start = new int[128];
    private readonly Dictionary<long, int> _next = [];

    /// <summary>
    /// The character that leads from a state to its numeric successor. Most literals end in a chain of consecutive
    /// states: following it touches neighbours in memory instead of a table entry each.
    /// </summary>
    private readonly List<char> _onwards = [None];
    private readonly List<int> _fallback = [0];
    private readonly List<int> _shorter = [0];
    private readonly List<ImmutableArray<int>> _rules =
    [
        [],
    ];

    /// <param name="literals">Every literal with the rules that need it.</param>
    public LiteralIndex(IReadOnlyDictionary<string, ImmutableArray<int>> literals)
    {
        foreach (var (literal, rules) in literals)
        {
            Add(literal, rules);
        }
        Link(literals.Keys);
    }

    /// <summary>Sets the bit of every rule with a literal in the text.</summary>
    public void Mark(ReadOnlySpan<char> text, Span<ulong> candidates)
    {
        if (_rules.Count == 1)
        {
            return;
        }
        var state = 0;
        foreach (var c in text)
        {
            state = Step(state, c);
            for (var hit = state; hit != 0; hit = _shorter[hit])
            {
                foreach (var rule in _rules[hit])
                {
                    candidates[rule >> 6] |= 1UL << (rule & 63);
                }
            }
        }
    }

    private int Step(int state, char c)
    {
        while (state != 0)
        {
            if (_onwards[state] == c && c != None)
            {
                return state + 1;
            }
            if (_next.TryGetValue(Edge(state, c), out var next))
            {
                return next;
            }
            state = _fallback[state];
        }
        return FromStart(c);
    }

    private int FromStart(char c) =>
        c < 128 ? _start[c]
        : _next.TryGetValue(Edge(0, c), out var next) ? next
        : 0;

    private void Add(string literal, ImmutableArray<int> rules)
    {
        var state = 0;
        foreach (var c in literal)
        {
            if (!_next.TryGetValue(Edge(state, c), out var next))
            {
                next = _rules.Count;
                _rules.Add([]);
                _onwards.Add(None);
                if (next == state + 1)
                {
                    _onwards[state] = c;
                }
                _fallback.Add(0);
                _shorter.Add(0);
                _next[Edge(state, c)] = next;
                if (state == 0 && c < 128)
                {
                    _start[c] = next;
                }
            }
            state = next;
        }
        _rules[state] = _rules[state].AddRange(rules);
    }

    /// <summary>Sets the failure links: the longest other prefix that ends here. Short ones first.</summary>
    private void Link(IEnumerable<string> literals)
    {
        var all = literals.ToList();
        var states = new int[all.Count];
        for (var depth = 0; depth < (all.Count == 0 ? 0 : all.Max(literal => literal.Length)); depth++)
        {
            for (var i = 0; i < all.Count; i++)
            {
                if (depth >= all[i].Length)
                {
                    continue;
                }
                var parent = states[i];
                var state = _next[Edge(parent, all[i][depth])];
                states[i] = state;
                _fallback[state] = depth == 0 ? 0 : Step(_fallback[parent], all[i][depth]);
                var shorter = _fallback[state];
                _shorter[state] = _rules[shorter].Length > 0 ? shorter : _shorter[shorter];
            }
        }
    }

    private static long Edge(int state, char c) => ((long)state << 16) | c;
}
