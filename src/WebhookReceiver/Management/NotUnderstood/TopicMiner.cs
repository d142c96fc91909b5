namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>
/// Groups what nobody understood. No model, no chance, no clock: the same messages give the same topics in the same
/// order.
/// </summary>
internal static class TopicMiner
{
    /// <summary>Below this number words are counted: of so few messages, groups would be guesses.</summary>
    private const int FewestForGroups = 30;

    private const int MostWords = 2;
    private const int FewestLetters = 3;

    /// <param name="corpus">The messages.</param>
    /// <param name="rules">What each rule is for.</param>
    public static MinedTopics Mine(MessageCorpus corpus, NearestRules rules)
    {
        var isByWord = corpus.Missed.Count() < FewestForGroups;
        var groups = isByWord ? ByWord(corpus) : MessageGroups.Of(corpus.Texts, corpus.Space);
        var taken = groups.SelectMany(group => group).ToHashSet();
        return new MinedTopics(
            [
                .. groups.Select(group => new MinedTopic(TitleOf(corpus, group), group)
                {
                    Nearest = rules.Of(group.Select(text => text.Words)),
                }),
            ],
            [.. corpus.Texts.Where(text => !taken.Contains(text)).OrderByDescending(text => text.Messages[^1].Id)],
            isByWord
        );
    }

    /// <summary>The words that tell a group from other messages, as its members mostly write them.</summary>
    public static IReadOnlyList<string> TitleOf(MessageCorpus corpus, IReadOnlyList<HeardText> group)
    {
        var counts = new Dictionary<string, (int Messages, int Place, Dictionary<string, int> Written)>(
            StringComparer.Ordinal
        );
        foreach (var text in group)
        {
            var stems = new HashSet<string>(StringComparer.Ordinal);
            foreach (var word in text.Words.All.Where(word => !StopWords.Has(word)))
            {
                var stem = string.Join(' ', corpus.Space.StemsOf(new HeardWords([word], text.Words.Language)));
                var (messages, place, written) = counts.TryGetValue(stem, out var known)
                    ? known
                    : (0, counts.Count, new Dictionary<string, int>(StringComparer.Ordinal));
                written[word] = written.GetValueOrDefault(word) + text.Messages.Count;
                counts[stem] = (messages + (stems.Add(stem) ? text.Messages.Count : 0), place, written);
            }
        }

        return
        [
            .. counts
                .Values.OrderByDescending(word => word.Messages)
                .ThenBy(word => word.Place)
                .Take(MostWords)
                .Where((word, index) => index == 0 || word.Messages * 3 >= group.Sum(text => text.Messages.Count))
                .OrderBy(word => word.Place)
                .Select(word =>
                    word.Written.OrderByDescending(one => one.Value)
                        .ThenBy(one => one.Key, StringComparer.Ordinal)
                        .First()
                        .Key
                ),
        ];
    }

    /// <summary>The most common word first; each message belongs to one word, each word to two people at least.</summary>
    private static List<IReadOnlyList<HeardText>> ByWord(MessageCorpus corpus)
    {
        var groups = new List<IReadOnlyList<HeardText>>();
        var free = corpus.Texts.ToList();
        while (true)
        {
            var best = free.SelectMany(text => StemsOf(corpus, text).Select(stem => (Stem: stem, Text: text)))
                .GroupBy(one => one.Stem, one => one.Text, StringComparer.Ordinal)
                .Where(group =>
                    group
                        .SelectMany(text => text.Messages)
                        .Select(message => message.Person)
                        .Distinct(StringComparer.Ordinal)
                        .Skip(1)
                        .Any()
                )
                .OrderByDescending(group => group.Sum(text => text.Messages.Count))
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .FirstOrDefault();
            if (best is null)
            {
                return groups;
            }

            groups.Add([.. best]);
            free.RemoveAll(best.Contains);
        }
    }

    private static IEnumerable<string> StemsOf(MessageCorpus corpus, HeardText text) =>
        corpus
            .Space.StemsOf(text.Words)
            .Where(stem => stem.Length >= FewestLetters || stem[0] > 'z')
            .Distinct(StringComparer.Ordinal);
}
