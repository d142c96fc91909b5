namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>A message that others may repeat word for word.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Messages">The messages, the oldest first.</param>
internal sealed record HeardText(HeardWords Words, IReadOnlyList<HeardMessage> Messages)
{
    public long Id => Messages[0].Id;
}

/// <summary>
/// Groups texts around the one that most others resemble. A text joins if it resembles the leader and, on average,
/// everybody who is in already: chains of neighbours, which join what has nothing in common, cannot arise.
/// </summary>
internal sealed class MessageGroups
{
    private const int FewMessages = 250;
    private const float BarOfMerge = 0.25f;

    private readonly IReadOnlyList<HeardText> _texts;
    private readonly WordVector[] _vectors;
    private readonly List<(int Text, float Likeness)>[] _neighbours;
    private readonly (float Leader, float Group, int Fewest) _bars;

    private MessageGroups(IReadOnlyList<HeardText> texts, WordVectors space)
    {
        _texts = texts;
        _vectors = [.. texts.Select(text => space.Of(text.Words))];
        var messages = texts.Sum(text => text.Messages.Count);
        _bars = messages <= FewMessages ? (0.25f, 0.20f, 2) : (0.35f, 0.30f, 3);
        _neighbours = Neighbours(space);
    }

    /// <summary>The groups, the largest first; each with its leader first.</summary>
    /// <param name="texts">The texts in the order of their first messages.</param>
    /// <param name="space">Their vectors.</param>
    public static IReadOnlyList<IReadOnlyList<HeardText>> Of(IReadOnlyList<HeardText> texts, WordVectors space) =>
        new MessageGroups(texts, space).Group();

    private List<IReadOnlyList<HeardText>> Group()
    {
        var free = new bool[_texts.Count];
        Array.Fill(free, true);
        var found = new List<(List<int> Members, Dictionary<int, float> Sum)>();
        var leaders = Enumerable
            .Range(0, _texts.Count)
            .Select(text => (Text: text, Density: _neighbours[text].Sum(one => one.Likeness * WeightOf(one.Text))))
            // A text of one word resembles everything that has the word: it leads what others left.
            .OrderByDescending(one => _vectors[one.Text].Parts.Length > 1)
            .ThenByDescending(one => one.Density + WeightOf(one.Text) - 1)
            .ThenBy(one => _texts[one.Text].Id);
        foreach (var (leader, _) in leaders)
        {
            if (!free[leader])
            {
                continue;
            }

            var (members, sum) = Around(leader, free);
            if (IsLargeEnough(members))
            {
                members.ForEach(member => free[member] = false);
                found.Add((members, sum));
            }
        }

        Merge(found);
        return
        [
            .. found
                .Select(group => (IReadOnlyList<HeardText>)[.. group.Members.Select(member => _texts[member])])
                .OrderByDescending(group => group.Sum(text => text.Messages.Count))
                .ThenBy(group => group[0].Id),
        ];
    }

    private (List<int> Members, Dictionary<int, float> Sum) Around(int leader, bool[] free)
    {
        var members = new List<int> { leader };
        var sum = new Dictionary<int, float>();
        Add(sum, _vectors[leader], WeightOf(leader));
        var size = WeightOf(leader);
        var language = _texts[leader].Words.Language;
        foreach (var (text, _) in _neighbours[leader])
        {
            var its = _texts[text].Words.Language;
            var isOtherLanguage = language is not null && its is not null && language != its;
            if (free[text] && !isOtherLanguage && _vectors[text].Dot(sum) / size >= _bars.Group)
            {
                language ??= its;
                members.Add(text);
                Add(sum, _vectors[text], WeightOf(text));
                size += WeightOf(text);
            }
        }

        return (members, sum);
    }

    /// <summary>From two people at least: one who repeats himself is no topic.</summary>
    private bool IsLargeEnough(List<int> members)
    {
        var messages = members.SelectMany(member => _texts[member].Messages).ToArray();
        return messages.Length >= _bars.Fewest && messages.Any(message => message.Person != messages[0].Person);
    }

    /// <summary>Joins groups whose members resemble each other on average, the most alike first.</summary>
    private void Merge(List<(List<int> Members, Dictionary<int, float> Sum)> groups)
    {
        var likeness = new float[groups.Count][];
        var isGone = new bool[groups.Count];
        for (var i = 0; i < groups.Count; i++)
        {
            likeness[i] = new float[groups.Count];
            for (var j = i + 1; j < groups.Count; j++)
            {
                likeness[i][j] = Likeness(groups[i], groups[j]);
            }
        }

        while (true)
        {
            var (best, first, second) = (MathF.Max(BarOfMerge, _bars.Group - 0.05f), -1, -1);
            for (var i = 0; i < groups.Count; i++)
            {
                for (var j = i + 1; j < groups.Count && !isGone[i]; j++)
                {
                    if (!isGone[j] && likeness[i][j] > best)
                    {
                        (best, first, second) = (likeness[i][j], i, j);
                    }
                }
            }

            if (first < 0)
            {
                break;
            }

            groups[first].Members.AddRange(groups[second].Members);
            foreach (var (feature, weight) in groups[second].Sum)
            {
                groups[first].Sum[feature] = groups[first].Sum.GetValueOrDefault(feature) + weight;
            }

            isGone[second] = true;
            for (var other = 0; other < groups.Count; other++)
            {
                likeness[Math.Min(first, other)][Math.Max(first, other)] =
                    other == first ? 0f : Likeness(groups[first], groups[other]);
            }
        }

        for (var i = groups.Count - 1; i >= 0; i--)
        {
            if (isGone[i])
            {
                groups.RemoveAt(i);
            }
        }
    }

    private float Likeness(
        (List<int> Members, Dictionary<int, float> Sum) one,
        (List<int> Members, Dictionary<int, float> Sum) other
    )
    {
        if (LanguageOf(one.Members) is { } language && LanguageOf(other.Members) is { } its && language != its)
        {
            return 0f;
        }

        var dot = 0f;
        foreach (var (feature, weight) in one.Sum)
        {
            dot += other.Sum.TryGetValue(feature, out var too) ? weight * too : 0f;
        }

        return dot / (one.Members.Sum(WeightOf) * other.Members.Sum(WeightOf));
    }

    /// <summary>The neighbours of each text above the bar, the most alike first, through an inverted index.</summary>
    private List<(int Text, float Likeness)>[] Neighbours(WordVectors space)
    {
        // What one message in five has tells nothing apart; among few messages everything counts.
        var most = Math.Max(_texts.Count / 5, 10);
        var holders = new List<(int Text, float Weight)>?[space.Count];
        for (var text = 0; text < _texts.Count; text++)
        {
            foreach (var (feature, weight) in _vectors[text].Parts)
            {
                if (space.MessagesWith(feature) <= most)
                {
                    (holders[feature] ??= []).Add((text, weight));
                }
            }
        }

        var neighbours = new List<(int, float)>[_texts.Count];
        var scores = new float[_texts.Count];
        var touched = new List<int>();
        for (var text = 0; text < _texts.Count; text++)
        {
            foreach (var (feature, weight) in _vectors[text].Parts)
            {
                foreach (var (other, itsWeight) in holders[feature] ?? [])
                {
                    if (scores[other] == 0f)
                    {
                        touched.Add(other);
                    }

                    scores[other] += weight * itsWeight;
                }
            }

            neighbours[text] =
            [
                .. touched
                    .Where(other => other != text && scores[other] >= _bars.Leader)
                    .Select(other => (other, scores[other]))
                    .OrderByDescending(one => one.Item2)
                    .ThenBy(one => one.other),
            ];
            touched.ForEach(other => scores[other] = 0f);
            touched.Clear();
        }

        return neighbours;
    }

    /// <summary>Texts of two languages are two topics: their answers differ.</summary>
    private string? LanguageOf(List<int> members) =>
        members.Select(member => _texts[member].Words.Language).FirstOrDefault(language => language is not null);

    private int WeightOf(int text) => _texts[text].Messages.Count;

    private static void Add(Dictionary<int, float> sum, WordVector vector, int weight)
    {
        foreach (var (feature, part) in vector.Parts)
        {
            sum[feature] = sum.GetValueOrDefault(feature) + (part * weight);
        }
    }
}
