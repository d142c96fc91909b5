namespace WebhookReceiver.Rules.Matching;

/// <summary>What the words that no rule knows may have been meant to be.</summary>
internal sealed partial class MatchContext
{
    /// <summary>Words of one message that are looked at; more are not mistyped but another language.</summary>
    private const int MostTypos = 64;

    /// <summary>Words that one mistyped word may be meant to be.</summary>
    private const int MostMeanings = 8;

    private readonly int[] _mistyped = new int[MostTypos];
    private readonly int[] _meant = new int[MostTypos * MostMeanings];
    private readonly int[] _meanings = new int[MostTypos];
    private ulong[] _forgivenCandidates = [];
    private int _mistypedCount;

    /// <summary>True while rules are asked that forgive typing mistakes, after all of the stage were asked without.</summary>
    public bool Forgives { get; private set; }

    /// <summary>Looks for what unknown words may mean, once for a message; false if none of them means anything.</summary>
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

    /// <summary>What the word at this place may mean; empty for one that the book knows.</summary>
    public ReadOnlySpan<int> MeaningsOf(int at)
    {
        var found = _mistyped.AsSpan(0, _mistypedCount).BinarySearch(at);
        return found < 0 ? default : _meant.AsSpan(found * MostMeanings, _meanings[found]);
    }

    /// <summary>Whether the word at this place is this one, or is taken for it in this round.</summary>
    public bool IsWord(int at, int word) =>
        _words[at] == word || (Strips && _stripped[at] == word) || (Forgives && MeaningsOf(at).Contains(word));

    /// <summary>From here on mistakes are forgiven, or no more.</summary>
    public void Forgive(bool forgives) => Forgives = forgives;

    /// <summary>A bit for every forgiving rule that may match.</summary>
    public Span<ulong> ForgivenCandidates(int rules)
    {
        var length = (rules + 63) / 64;
        if (_forgivenCandidates.Length < length)
        {
            _forgivenCandidates = new ulong[length];
        }
        return _forgivenCandidates.AsSpan(0, length);
    }

    /// <summary>Places of the words that may mean something.</summary>
    public ReadOnlySpan<int> Mistyped => _mistyped.AsSpan(0, _mistypedCount);
}
