namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>The messages of some weeks: what nobody understood, and what a rule answered.</summary>
internal sealed class MessageCorpus
{
    private readonly Dictionary<string, List<(HeardMessage Message, HeardWords Words)>> _byWord = new(
        StringComparer.Ordinal
    );

    /// <param name="missed">Messages that nobody understood, in any order.</param>
    /// <param name="answered">Messages that a rule answered, in any order.</param>
    public MessageCorpus(IEnumerable<HeardMessage> missed, IEnumerable<HeardMessage> answered)
    {
        Texts = WithLanguages(TextsOf(missed));
        Answered = TextsOf(answered);
        Space = new WordVectors([.. Texts.Select(text => text.Words)]);
        foreach (var text in Texts.Concat(Answered))
        {
            foreach (var word in text.Words.All.Distinct(StringComparer.Ordinal))
            {
                if (!_byWord.TryGetValue(word, out var holders))
                {
                    _byWord.Add(word, holders = []);
                }

                holders.AddRange(text.Messages.Select(message => (message, text.Words)));
            }
        }
    }

    /// <summary>What nobody understood, each text once, in the order of the first message.</summary>
    public IReadOnlyList<HeardText> Texts { get; }

    /// <summary>What a rule answered, each text and rule once.</summary>
    public IReadOnlyList<HeardText> Answered { get; }

    /// <summary>The vectors of what nobody understood.</summary>
    public WordVectors Space { get; }

    public IEnumerable<HeardMessage> Missed => Texts.SelectMany(text => text.Messages);

    /// <summary>All messages that have these words in this order.</summary>
    /// <param name="words">The words.</param>
    /// <param name="isTogether">Whether nothing stands between them.</param>
    public IEnumerable<HeardMessage> With(IReadOnlyList<string> words, bool isTogether)
    {
        var rarest = words.MinBy(word => _byWord.TryGetValue(word, out var all) ? all.Count : 0)!;
        return _byWord.TryGetValue(rarest, out var holders)
            ? holders.Where(holder => Has(holder.Words.All, words, isTogether)).Select(holder => holder.Message)
            : [];
    }

    public static bool Has(string[] all, IReadOnlyList<string> words, bool isTogether)
    {
        if (isTogether)
        {
            for (var start = 0; start + words.Count <= all.Length; start++)
            {
                if (words.Index().All(word => all[start + word.Index] == word.Item))
                {
                    return true;
                }
            }

            return false;
        }

        var next = 0;
        for (var i = 0; i < all.Length && next < words.Count; i++)
        {
            next += all[i] == words[next] ? 1 : 0;
        }

        return next == words.Count;
    }

    /// <summary>Texts whose small words tell no language get the one in which their other words mostly stand.</summary>
    private static HeardText[] WithLanguages(HeardText[] texts)
    {
        var spoken = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var words in texts.Select(text => text.Words).Where(words => words.Language is not null))
        {
            foreach (var word in words.All)
            {
                if (!spoken.TryGetValue(word, out var counts))
                {
                    spoken.Add(word, counts = new Dictionary<string, int>(StringComparer.Ordinal));
                }

                counts[words.Language!] = counts.GetValueOrDefault(words.Language!) + 1;
            }
        }

        return [.. texts.Select(text => text with { Words = text.Words with { Language = LanguageOf(text.Words) } })];

        string? LanguageOf(HeardWords words)
        {
            if (words.Language is not null)
            {
                return words.Language;
            }

            var sums = words
                .All.Distinct(StringComparer.Ordinal)
                .SelectMany(word => spoken.GetValueOrDefault(word, []))
                .GroupBy(count => count.Key, count => count.Value, StringComparer.Ordinal)
                .Select(sum => (Language: sum.Key, Count: sum.Sum()))
                .OrderByDescending(sum => sum.Count)
                .ThenBy(sum => sum.Language, StringComparer.Ordinal)
                .ToArray();
            return sums is [var best, ..] && (sums.Length == 1 || best.Count > sums[1].Count) ? best.Language : null;
        }
    }

    private static HeardText[] TextsOf(IEnumerable<HeardMessage> messages) =>
        [
            .. messages
                .OrderBy(message => message.Id)
                .Select(message => (Message: message, Words: HeardWords.Of(message.Text)))
                .GroupBy(one => (string.Join(' ', one.Words.All), one.Message.Rule))
                .Select(group => new HeardText(group.First().Words, [.. group.Select(one => one.Message)])),
        ];
}
