using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Tables;

/// <summary>
/// Finds the row named in a text: the first place of a name on word edges, and the longest name there. A tree of words,
/// so that ten thousand rows cost as much as one. Immutable once built.
/// </summary>
internal sealed class TableNames(Vocabulary vocabulary)
{
    private const int NoRow = -1;

    private readonly Dictionary<long, int> _next = [];
    private readonly List<int> _rows = [NoRow];
    private readonly List<ImmutableArray<int>> _names = [];

    /// <summary>
    /// Adds a name of a row. Returns the row that already has it, or -1; adds nothing if the name folds to nothing.
    /// </summary>
    public int Add(string name, int row, out bool isEmpty)
    {
        var folded = new FoldedText();
        folded.Fold(name);
        isEmpty = folded.Tokens.IsEmpty;
        var words = ImmutableArray.CreateBuilder<int>(folded.Tokens.Length);
        var state = 0;
        for (var i = 0; i < folded.Tokens.Length; i++)
        {
            var word = vocabulary.Add(folded.WordAt(i));
            words.Add(word);
            if (!_next.TryGetValue(Edge(state, word), out var next))
            {
                next = _rows.Count;
                _rows.Add(NoRow);
                _next[Edge(state, word)] = next;
            }
            state = next;
        }
        if (isEmpty || _rows[state] != NoRow)
        {
            return isEmpty ? NoRow : _rows[state];
        }
        _rows[state] = row;
        _names.Add(words.ToImmutable());
        return NoRow;
    }

    /// <summary>The first place of a name from a word on; -1 if there is none.</summary>
    /// <param name="context">The message.</param>
    /// <param name="from">The first word to look at.</param>
    /// <param name="length">The number of words in the name.</param>
    /// <param name="row">The named row.</param>
    public int Find(MatchContext context, int from, out int length, out int row)
    {
        for (var start = from; start < context.Words.Length; start++)
        {
            if (At(context, start, out length, out row))
            {
                return start;
            }
        }
        (length, row) = (0, NoRow);
        return -1;
    }

    /// <summary>Whether a name begins at this word; the longest one counts.</summary>
    public bool At(MatchContext context, int start, out int length, out int row)
    {
        (length, row) = (0, NoRow);
        Extend(context, state: 0, start, start, ref length, ref row);
        return row != NoRow;
    }

    /// <summary>Goes on from a state with the words from one on, and keeps the longest name.</summary>
    private void Extend(MatchContext context, int state, int at, int start, ref int length, ref int row)
    {
        for (; at < context.Words.Length; at++)
        {
            var known = Step(context, state, at);
            if (known == 0 && context.Forgives)
            {
                ExtendForgiven(context, state, at, start, ref length, ref row);
                return;
            }
            if (known == 0)
            {
                return;
            }
            state = known;
            Keep(state, at, start, ref length, ref row);
        }
    }

    /// <summary>A mistyped word may mean several: the one that leads to the longest name counts.</summary>
    private void ExtendForgiven(MatchContext context, int state, int at, int start, ref int length, ref int row)
    {
        foreach (var meant in context.MeaningsOf(at))
        {
            if (_next.TryGetValue(Edge(state, meant), out var next))
            {
                Keep(next, at, start, ref length, ref row);
                Extend(context, next, at + 1, start, ref length, ref row);
            }
        }
    }

    private void Keep(int state, int at, int start, ref int length, ref int row)
    {
        if (_rows[state] != NoRow && at - start + 1 > length)
        {
            (length, row) = (at - start + 1, _rows[state]);
        }
    }

    /// <summary>The rarest word of every name: a text without any of them names no row.</summary>
    public IndexTerms NeedsOf(TermFrequency frequency) =>
        new([.. _names.Select(words => words.MinBy(word => frequency[word])).Distinct()], []);

    /// <summary>Numbers of all words of all names.</summary>
    public IEnumerable<int> Words => _names.SelectMany(words => words);

    /// <summary>The state after one more word as it is written, or stripped; 0 if no name continues with it.</summary>
    private int Step(MatchContext context, int state, int at)
    {
        var word = context.Words[at];
        if (word != Vocabulary.Unknown && _next.TryGetValue(Edge(state, word), out var known))
        {
            return known;
        }
        if (context.Strips && context.Stripped[at] is >= 0 and var stem)
        {
            return _next.GetValueOrDefault(Edge(state, stem));
        }
        return 0;
    }

    private static long Edge(int state, int word) => ((long)state << 32) | (uint)word;
}
