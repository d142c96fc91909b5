namespace WebhookReceiver.Rules.Matching;

/// <summary>The possible meanings of words that no rule knows.</summary>
internal sealed partial class MatchContext
{
    /// <summary>Most unknown words per message; more means another language, not mistakes.</summary>
    private const int MostTypos = 64;

    /// <summary>Most possible meanings of one mistyped word.</summary>
    private const int MostMeanings = 8;

    private readonly int[] _mistyped = new int[MostTypos];
    private readonly int[] _meant = new int[MostTypos * MostMeanings];
    private readonly int[] _meanings = new int[MostTypos];
    private ulong[] _forgivenCandidates = [];
    private int _mistypedCount;

    /// <summary>True in the second round of a stage, which tolerates typing mistakes.</summary>
    public bool Forgives { get; private set; }

    /// <summary>Finds the meanings of unknown words, once per message; false if no word has any.</summary>
    public bool FindTypos(TypoIndex typos)
    {
        _mistypedCount = 0;
        for (var at = 0; at < Words.Length && _mistypedCount < MostTypos; at++)
        {
            if (Words[at] != Vocabulary.Unknown || (HasStripped && _stripped[at] != Vocabulary.Unknown))
            {
                continue;
            }
            var meant = _meant.AsSpan(_mistypedCount * MostMeanings, MostMeanings);
            var word = Text.WordAt(at);
            var found = typos.Find(ArabicArticle.Off(word), meant);
            if (found == 0 && Text.Tokens[at].FirstCut > 0)
            {
                found = typos.Find(StrippedWord.OffApostrophes(word, Text.Tokens[at]), meant);
            }
            if (found > 0)
            {
                _mistyped[_mistypedCount] = at;
                _meanings[_mistypedCount++] = found;
            }
        }
        return _mistypedCount > 0;
    }

    /// <summary>The meanings of the word at this place; empty for a known word.</summary>
    public ReadOnlySpan<int> MeaningsOf(int at)
    {
        var found = _mistyped.AsSpan(0, _mistypedCount).BinarySearch(at);
        return found < 0 ? default : _meant.AsSpan(found * MostMeanings, _meanings[found]);
    }

    /// <summary>Whether the word at this place is this one, or is taken for it in this round.</summary>
    public bool IsWord(int at, int word) =>
        _words[at] == word || (Strips && _stripped[at] == word) || (Forgives && MeaningsOf(at).Contains(word));

    /// <summary>Switches the tolerance of mistakes on or off.</summary>
    public void Forgive(bool forgives) => Forgives = forgives;

    /// <summary>A bit for every tolerant rule that may match.</summary>
    public Span<ulong> ForgivenCandidates(int rules)
    {
        var length = (rules + 63) / 64;
        if (_forgivenCandidates.Length < length)
        {
            _forgivenCandidates = new ulong[length];
        }
        return _forgivenCandidates.AsSpan(0, length);
    }

    /// <summary>Places of the words with meanings.</summary>
    public ReadOnlySpan<int> Mistyped => _mistyped.AsSpan(0, _mistypedCount);
}
