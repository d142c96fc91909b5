using System.Collections.Immutable;
using System.Globalization;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>Whether a text that a bot says, or redirects to, fits a pattern.</summary>
internal sealed class TalkMatch(ImmutableArray<TalkToken> tokens, ImmutableArray<string> words, bool mayGuess)
{
    private const int MostSteps = 10_000;

    private readonly Dictionary<int, string> _kept = [];
    private int _steps;

    /// <summary>What the pattern keeps; null if it does not fit.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="words">The text.</param>
    /// <param name="mayGuess">A placeholder may be any word.</param>
    public static IReadOnlyDictionary<int, string>? Of(TalkPattern pattern, ImmutableArray<string> words, bool mayGuess)
    {
        var match = new TalkMatch(pattern.Tokens, words, mayGuess);
        return match.At(0, 0) ? match._kept : null;
    }

    private bool At(int token, int word)
    {
        if (++_steps > MostSteps)
        {
            return false;
        }

        if (token == tokens.Length)
        {
            return word == words.Length;
        }

        var one = tokens[token];
        if (one.Kind is TokenKind.Some or TokenKind.Any)
        {
            return Gap(one, token, word);
        }

        if (word >= words.Length || !Fits(one, words[word]))
        {
            return false;
        }

        if (one.Star > 0)
        {
            _kept[one.Star] = words[word];
        }

        return At(token + 1, word + 1);
    }

    private bool Gap(TalkToken one, int token, int word)
    {
        for (var end = one.Kind == TokenKind.Some ? word + 1 : word; end <= words.Length; end++)
        {
            if (one.Star > 0)
            {
                _kept[one.Star] = string.Join(' ', words[word..end]);
            }

            if (At(token + 1, end))
            {
                return true;
            }
        }

        return false;
    }

    private bool Fits(TalkToken one, string word) =>
        TalkWords.IsHole(word) ? mayGuess
        : one.Kind == TokenKind.Word ? string.Join("", TalkWords.Of(one.Text)) == word
        : one.Kind != TokenKind.Number || double.TryParse(word, CultureInfo.InvariantCulture, out _);
}
