namespace WebhookReceiver.Rules.Matching;

/// <summary>The words of the message without what is written onto them, see <see cref="StrippedWord"/>.</summary>
internal sealed partial class MatchContext
{
    /// <summary>True if a word of the message is another word of the book without what is written onto it.</summary>
    public bool HasStripped { get; private set; }

    /// <summary>True while words count without what is written onto them as well.</summary>
    public bool Strips { get; private set; }

    /// <summary>The number of every word without what is written onto it; empty if no word has any.</summary>
    public ReadOnlySpan<int> Stripped => HasStripped ? _stripped.AsSpan(0, Text.Tokens.Length) : default;

    /// <summary>From here on words count without what is written onto them, or no more.</summary>
    public void Strip(bool strips) => Strips = strips && HasStripped;

    /// <summary>A bit for every rule that may match while words are stripped.</summary>
    public Span<ulong> StrippedCandidates(int rules)
    {
        var length = (rules + 63) / 64;
        if (_strippedCandidates.Length < length)
        {
            _strippedCandidates = new ulong[length];
        }

        return _strippedCandidates.AsSpan(0, length);
    }

    private void KeepStripped(int at, int number)
    {
        if (number == Vocabulary.Unknown || number == _words[at])
        {
            return;
        }

        if (!HasStripped)
        {
            if (_stripped.Length < _words.Length)
            {
                _stripped = new int[_words.Length];
            }

            Array.Fill(_stripped, Vocabulary.Unknown);
            HasStripped = true;
        }

        _stripped[at] = number;
    }
}
