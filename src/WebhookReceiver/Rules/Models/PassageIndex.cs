using System.Collections.Immutable;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Models;

/// <summary>
/// Chooses the passages that go with a question: those that share words with it, rare words first. The same message and
/// the same passages always give the same choice. Immutable.
/// </summary>
internal sealed class PassageIndex
{
    /// <summary>Words that begin with the same letters count as one: open, opens, opening.</summary>
    private const int LettersThatCount = 4;

    private readonly Dictionary<string, int[]> _byWord;

    public PassageIndex(ImmutableArray<ModelPassage> passages)
    {
        All = passages;
        _byWord = passages
            .SelectMany(
                (passage, at) => WordsOf($"{passage.Title} {passage.Name} {passage.Text}").Select(word => (word, at))
            )
            .GroupBy(one => one.word, one => one.at, StringComparer.Ordinal)
            .ToDictionary(word => word.Key, word => word.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>All passages, in the order of the rule.</summary>
    public ImmutableArray<ModelPassage> All { get; }

    /// <summary>The passages for a message, the best first, as long as there is room.</summary>
    /// <param name="text">What the contact wrote.</param>
    /// <param name="at">When it arrived: passages that have ended are left out.</param>
    /// <param name="room">Characters of all of them together.</param>
    public ImmutableArray<ModelPassage> ChooseFor(string text, DateTimeOffset at, int room)
    {
        var scores = new int[All.Length];
        foreach (var word in WordsOf(text))
        {
            var found = _byWord.GetValueOrDefault(word, []);
            foreach (var passage in found)
            {
                scores[passage] += 1 + (IsShort(word) ? 0 : All.Length / found.Length);
            }
        }

        var chosen = ImmutableArray.CreateBuilder<ModelPassage>();
        foreach (var position in Enumerable.Range(0, All.Length).OrderByDescending(position => scores[position]))
        {
            var passage = All[position];
            if (passage.Length <= room && !(passage.Ends <= at))
            {
                room -= passage.Length;
                chosen.Add(passage);
            }
        }

        return chosen.ToImmutable();
    }

    /// <summary>A short word of letters says little, however rare it is: you, the, is.</summary>
    private static bool IsShort(string word) => word.Length < LettersThatCount && word.All(char.IsAsciiLetter);

    private static HashSet<string> WordsOf(string text)
    {
        var folded = FoldedText.OfRule(text);
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var token = 0; token < folded.Tokens.Length; token++)
        {
            var word = folded.WordAt(token);
            words.Add(word[..Math.Min(word.Length, LettersThatCount)].ToString());
        }

        return words;
    }
}
