using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>
/// Finds the category that answers a message, among tens of thousands: those without gaps by their words, the others one by
/// one.
/// </summary>
internal sealed class TalkIndex
{
    /// <summary>A file of 16 MB must not take longer than somebody waits.</summary>
    private const long MostLooks = 30_000_000;

    private static readonly FrozenDictionary<int, string> Nothing = FrozenDictionary<int, string>.Empty;

    private readonly IReadOnlyList<TalkCategory> _categories;
    private readonly Dictionary<TalkCategory, int> _positions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, List<int>> _literal = new(StringComparer.Ordinal);
    private readonly List<(int Position, TalkPattern Pattern)> _wide = [];
    private long _looks;

    public TalkIndex(IReadOnlyList<TalkCategory> categories)
    {
        _categories = categories;
        for (var i = 0; i < categories.Count; i++)
        {
            _positions[categories[i]] = i;
            foreach (var pattern in categories[i].Patterns)
            {
                Add(i, pattern);
            }
        }
    }

    /// <summary>Whether it has looked for so long that it gave up.</summary>
    public bool IsExhausted => _looks > MostLooks;

    /// <summary>The first category without conditions whose pattern fits.</summary>
    public (TalkCategory Category, IReadOnlyDictionary<int, string> Kept)? Find(
        ImmutableArray<string> words,
        bool mayGuess
    )
    {
        var guesses = mayGuess && words.Any(TalkWords.IsHole);
        var literal = guesses ? int.MaxValue : FirstLiteral(words, one => _categories[one].IsFree);
        foreach (var (position, pattern) in guesses ? All() : _wide)
        {
            if (position > literal || IsExhausted)
            {
                break;
            }

            _looks++;
            if (_categories[position].IsFree && TalkMatch.Of(pattern, words, mayGuess) is { } kept)
            {
                return (_categories[position], kept);
            }
        }

        return literal == int.MaxValue ? null : (_categories[literal], Nothing);
    }

    /// <summary>Whether a category before the target fits a message, another one than this.</summary>
    public bool IsTakenBefore(TalkCategory target, TalkCategory own, ImmutableArray<string> words)
    {
        var (end, self) = (_positions[target], _positions[own]);
        if (FirstLiteral(words, one => one != self) < end)
        {
            return true;
        }

        foreach (var (position, pattern) in _wide)
        {
            if (position >= end || IsExhausted)
            {
                return false;
            }

            _looks++;
            if (position != self && TalkMatch.Of(pattern, words, mayGuess: false) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string KeyOf(TalkPattern pattern) =>
        string.Join(' ', pattern.Tokens.Select(token => string.Concat(TalkWords.Of(token.Text))));

    private void Add(int position, TalkPattern pattern)
    {
        if (!pattern.IsLiteral)
        {
            _wide.Add((position, pattern));
            return;
        }

        var key = KeyOf(pattern);
        if (!_literal.TryGetValue(key, out var positions))
        {
            _literal.Add(key, positions = []);
        }

        positions.Add(position);
    }

    private int FirstLiteral(ImmutableArray<string> words, Func<int, bool> counts) =>
        _literal.TryGetValue(string.Join(' ', words), out var positions)
            ? positions.Where(counts).DefaultIfEmpty(int.MaxValue).First()
            : int.MaxValue;

    private IEnumerable<(int Position, TalkPattern Pattern)> All() =>
        _categories.SelectMany((category, position) => category.Patterns.Select(pattern => (position, pattern)));
}
