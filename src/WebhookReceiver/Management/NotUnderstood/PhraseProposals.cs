namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>
/// Phrases for a group: words in their order that many of its messages have and hardly any other. A phrase takes nothing
/// from a rule: no message that a rule answered has it.
/// </summary>
internal sealed class PhraseProposals
{
    private const int Most = 5;
    private const int FewestNew = 2;
    private const int FewestOfWord = 5;
    private const int PercentInside = 90;
    private const int MostContentWords = 10;
    private const int MostTried = 400;

    private readonly MessageCorpus _corpus;
    private readonly IReadOnlyList<HeardText> _group;
    private readonly HashSet<long> _ids;

    private PhraseProposals(MessageCorpus corpus, IReadOnlyList<HeardText> group)
    {
        _corpus = corpus;
        _group = group;
        _ids = [.. group.SelectMany(text => text.Messages).Select(message => message.Id)];
    }

    /// <summary>At most five, the one that fits most first; none if no words tell the group from others.</summary>
    public static IReadOnlyList<string> Of(MessageCorpus corpus, IReadOnlyList<HeardText> group) =>
        new PhraseProposals(corpus, group).Propose();

    private List<string> Propose()
    {
        var fewest = _ids.Count == 1 ? 1 : FewestNew;
        var phrases = Cover(Candidates(FewestOfWord), fewest);
        // A small group may have but one word in common.
        return phrases.Count > 0 ? phrases : Cover(Candidates(fewest), fewest);
    }

    private List<string> Cover(List<Candidate> candidates, int fewest)
    {
        var (phrases, covered) = (new List<string>(), new HashSet<long>());
        var tried = 0;
        while (phrases.Count < Most && tried < MostTried)
        {
            var best = candidates
                .Where(one => one.Messages.Count(id => !covered.Contains(id)) >= fewest)
                .OrderByDescending(one => one.Messages.Count(id => !covered.Contains(id)))
                // Two words before one, which may stand anywhere, and before three, which fit less.
                // Of equal ones, the words that come first.
                .ThenBy(one => one.Words.Length == 2 ? 0 : one.Words.Length)
                .FirstOrDefault();
            if (best is null)
            {
                break;
            }

            candidates.Remove(best);
            tried++;
            if (IsOfThisGroup(best))
            {
                phrases.Add(best.Text);
                covered.UnionWith(best.Messages);
            }
        }

        return phrases;
    }

    private bool IsOfThisGroup(Candidate candidate)
    {
        var (inside, all) = (0, 0);
        foreach (var message in _corpus.With(candidate.Words, candidate.IsTogether))
        {
            if (message.Rule is not null)
            {
                return false;
            }

            all++;
            inside += _ids.Contains(message.Id) ? 1 : 0;
        }

        return inside * 100 >= all * PercentInside;
    }

    private List<Candidate> Candidates(int fewestOfWord)
    {
        var found = new Dictionary<string, (string[] Words, List<long> Messages, bool IsTogether)>(
            StringComparer.Ordinal
        );
        foreach (var text in _group)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (words, isTogether) in Runs(text.Words.All))
            {
                var key = string.Join(" * ", words);
                if (!seen.Add(key))
                {
                    continue;
                }

                var known = found.TryGetValue(key, out var before) ? before : (words, [], true);
                known.Item2.AddRange(text.Messages.Select(message => message.Id));
                found[key] = (known.Item1, known.Item2, known.Item3 && isTogether);
            }
        }

        return
        [
            .. found
                .Values.Where(one => one.Words.Length > 1 || one.Messages.Count >= fewestOfWord)
                .Select(one => new Candidate(one.Words, one.IsTogether, one.Messages)),
        ];
    }

    /// <summary>One, two or three words that say something, in their order.</summary>
    private static IEnumerable<(string[] Words, bool IsTogether)> Runs(string[] all)
    {
        var places = all.Index()
            .Where(word => !StopWords.Has(word.Item))
            .Select(word => word.Index)
            .Take(MostContentWords)
            .ToArray();
        for (var i = 0; i < places.Length; i++)
        {
            yield return ([all[places[i]]], true);
            for (var j = i + 1; j < places.Length; j++)
            {
                yield return ([all[places[i]], all[places[j]]], places[j] == places[i] + 1);
                for (var k = j + 1; k < places.Length; k++)
                {
                    yield return (
                        [all[places[i]], all[places[j]], all[places[k]]],
                        places[j] == places[i] + 1 && places[k] == places[j] + 1
                    );
                }
            }
        }
    }

    /// <param name="Words">Its words.</param>
    /// <param name="IsTogether">Whether they always follow each other.</param>
    /// <param name="Messages">The messages of the group that have them.</param>
    private sealed record Candidate(string[] Words, bool IsTogether, List<long> Messages)
    {
        public string Text { get; } = string.Join(IsTogether ? " " : " * ", Words);
    }
}
