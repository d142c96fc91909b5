namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>
/// Which words count as one: plurals and endings, typing mistakes of a word that is more common, and two words that
/// somebody wrote as one. Made from all words of the messages, so that a mistake is known by its company.
/// </summary>
internal sealed class WordForms
{
    private const int FewestLettersOfMistake = 5;
    private const int MoreCommon = 2;
    private const int FewestLettersOfEnding = 4;

    private readonly Dictionary<string, string[]> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _corrected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string First, string Second)> _joined = new(StringComparer.Ordinal);

    /// <param name="messages">The words of each message.</param>
    public WordForms(IEnumerable<HeardWords> messages)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var pairs = new Dictionary<string, (string First, string Second)>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            for (var i = 0; i < message.All.Length; i++)
            {
                var word = message.All[i];
                counts[word] = counts.GetValueOrDefault(word) + 1;
                if (i > 0 && !StopWords.Has(word) && !StopWords.Has(message.All[i - 1]))
                {
                    pairs.TryAdd(message.All[i - 1] + word, (message.All[i - 1], word));
                }
            }
        }

        foreach (var word in counts.Keys)
        {
            if (pairs.TryGetValue(word, out var pair))
            {
                _joined[word] = pair;
            }
        }

        FindMistakes(counts);
    }

    /// <summary>The forms that a word stands for: mostly one, two for words that are written as one.</summary>
    public string[] Of(string word, string? language)
    {
        var key = language is null or "en" ? word : $"{word} {language}";
        if (!_forms.TryGetValue(key, out var forms))
        {
            _forms[key] = forms = Make(word, language);
        }

        return forms;
    }

    private string[] Make(string word, string? language)
    {
        if (_joined.TryGetValue(word, out var pair))
        {
            return [.. Make(pair.First, language), .. Make(pair.Second, language)];
        }

        return [Stem(_corrected.GetValueOrDefault(word, word), language is null or "en")];
    }

    /// <summary>The word without a common ending; other languages than English lose the plural only.</summary>
    private static string Stem(string word, bool isEnglish)
    {
        if (word.Length < FewestLettersOfEnding || word[^1] > 'z')
        {
            return word;
        }

        if (isEnglish)
        {
            var stem = word switch
            {
                [.. var rest, 'i', 'e', 's'] when rest.Length > 2 => rest + "y",
                [.. var rest, 'i', 'n', 'g'] when rest.Length > 2 => rest,
                [.. var rest, 'e', 'd'] when rest.Length > 2 => rest,
                [.. var rest, 's', 's'] => rest + "ss",
                [.. var rest, 's'] => rest,
                _ => word,
            };
            // "closing", "closed", "close", "closes" and "stopped", "stop".
            stem = stem is [.., var a, var b] && a == b && b is not ('l' or 's' or 'e') ? stem[..^1] : stem;
            return stem is [.. var front, 'e'] && front.Length > 2 ? front : stem;
        }

        return word is [.. var single, 's'] && single.Length > 2 ? single : word;
    }

    /// <summary>
    /// A word is a mistake for one that is one letter away and more common; of several the most common, then the first.
    /// Words that share a text with one letter less are candidates, so not every pair of words is compared.
    /// </summary>
    private void FindMistakes(Dictionary<string, int> counts)
    {
        var near = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var words = counts.Keys.Where(IsSpelt).Order(StringComparer.Ordinal).ToArray();
        foreach (var word in words.Where(word => counts[word] >= MoreCommon))
        {
            foreach (var shorter in Shorter(word))
            {
                if (!near.TryGetValue(shorter, out var longer))
                {
                    near.Add(shorter, longer = []);
                }

                longer.Add(word);
            }
        }

        foreach (var word in words.Where(word => !_joined.ContainsKey(word)))
        {
            var right = Shorter(word)
                .SelectMany(shorter => near.GetValueOrDefault(shorter, []))
                .Where(other => counts[other] >= counts[word] * MoreCommon && IsOneMistakeAway(word, other))
                .OrderByDescending(other => counts[other])
                .ThenBy(other => other, StringComparer.Ordinal)
                .FirstOrDefault();
            if (right is not null)
            {
                _corrected[word] = right;
            }
        }
    }

    private static bool IsSpelt(string word) =>
        word.Length >= FewestLettersOfMistake && !StopWords.Has(word) && char.IsLetter(word[0]);

    private static IEnumerable<string> Shorter(string word)
    {
        yield return word;
        for (var i = 0; i < word.Length; i++)
        {
            yield return word.Remove(i, 1);
        }
    }

    /// <summary>A letter too many, too few, wrong, or two that changed places; the first letter is right.</summary>
    private static bool IsOneMistakeAway(string one, string other)
    {
        if (one[0] != other[0] || one == other || Math.Abs(one.Length - other.Length) > 1)
        {
            return false;
        }

        var at = one.AsSpan().CommonPrefixLength(other);
        var left = one.AsSpan(at);
        var right = other.AsSpan(at);
        return left.Length > right.Length ? left[1..].SequenceEqual(right)
            : left.Length < right.Length ? right[1..].SequenceEqual(left)
            : left[1..].SequenceEqual(right[1..])
                || (
                    left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..])
                );
    }
}
