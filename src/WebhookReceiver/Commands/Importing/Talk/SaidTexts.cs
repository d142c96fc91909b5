using System.Collections.Immutable;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>What the bot says, by its words: of thousands of answers only those that have a word of a pattern are compared.</summary>
internal sealed class SaidTexts
{
    private readonly List<(TalkDraft Speaker, List<ImmutableArray<string>> Texts)> _all;
    private readonly Dictionary<string, List<int>> _byWord = new(StringComparer.Ordinal);

    /// <summary>Answers with something that is filled in when they are said.</summary>
    private readonly List<int> _filled = [];

    public SaidTexts(IEnumerable<(TalkDraft Speaker, List<ImmutableArray<string>> Texts)> said)
    {
        _all = [.. said];
        for (var i = 0; i < _all.Count; i++)
        {
            foreach (var word in _all[i].Texts.SelectMany(text => text).Distinct(StringComparer.Ordinal))
            {
                if (!TalkWords.IsHole(word))
                {
                    Add(word, i);
                }
                else if (_filled is not [.., var last] || last != i)
                {
                    _filled.Add(i);
                }
            }
        }
    }

    /// <summary>The answers that one of the patterns may fit, in the order of asking.</summary>
    public IEnumerable<(TalkDraft Speaker, List<ImmutableArray<string>> Texts)> Near(
        ImmutableArray<TalkPattern> patterns
    )
    {
        var near = new SortedSet<int>(_filled);
        foreach (var pattern in patterns)
        {
            near.UnionWith(
                pattern
                    .Tokens.Where(token => token.Kind == TokenKind.Word)
                    .Select(token => With(string.Concat(TalkWords.Of(token.Text))))
                    .MinBy(answers => answers.Count)
                    ?? [.. Enumerable.Range(0, _all.Count)]
            );
        }

        return near.Select(i => _all[i]);
    }

    private List<int> With(string word) => _byWord.TryGetValue(word, out var answers) ? answers : [];

    private void Add(string word, int answer)
    {
        if (!_byWord.TryGetValue(word, out var answers))
        {
            _byWord.Add(word, answers = []);
        }

        answers.Add(answer);
    }
}
