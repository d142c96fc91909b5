using System.Runtime.InteropServices;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>A text as weights of its features; its length is 1.</summary>
internal sealed record WordVector((int Feature, float Weight)[] Parts)
{
    public float Dot(IReadOnlyDictionary<int, float> sum)
    {
        var dot = 0f;
        foreach (var (feature, weight) in Parts)
        {
            dot += sum.TryGetValue(feature, out var other) ? weight * other : 0f;
        }

        return dot;
    }
}

/// <summary>
/// Features are stems and neighbouring pairs of them, weighted by how rare they are (TF-IDF). Everything is in the order
/// of the messages, so the same messages give the same numbers.
/// </summary>
internal sealed class WordVectors
{
    private const float OfPair = 1.2f;

    private readonly Dictionary<string, int> _features = new(StringComparer.Ordinal);
    private readonly List<int> _counts = [];
    private readonly WordForms _forms;
    private readonly int _total;

    /// <param name="texts">The words of the messages.</param>
    public WordVectors(IReadOnlyList<HeardWords> texts)
    {
        _forms = new WordForms(texts);
        _total = texts.Count;
        foreach (var text in texts)
        {
            foreach (var (name, _) in FeaturesOf(text))
            {
                ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_features, name, out var isKnown);
                if (!isKnown)
                {
                    index = _counts.Count;
                    _counts.Add(0);
                }

                _counts[index]++;
            }
        }
    }

    /// <summary>The number of features.</summary>
    public int Count => _counts.Count;

    /// <summary>In how many messages a feature stands.</summary>
    public int MessagesWith(int feature) => _counts[feature];

    /// <summary>The stems of a text that are no small words, in their order.</summary>
    public IEnumerable<string> StemsOf(HeardWords text) =>
        text.All.Where(word => !StopWords.Has(word)).SelectMany(word => _forms.Of(word, text.Language));

    /// <summary>The vector of a text; words that no message has make it longer, so less alike.</summary>
    public WordVector Of(HeardWords text)
    {
        var parts = new List<(int, float)>();
        var length = 0f;
        foreach (var (name, factor) in FeaturesOf(text))
        {
            var isKnown = _features.TryGetValue(name, out var feature);
            // A pair that stands once says nothing that its words do not say.
            if (factor > 1 && (!isKnown || _counts[feature] < 2))
            {
                continue;
            }

            var weight = factor * MathF.Log(1f + ((float)_total / (isKnown ? _counts[feature] : 1)));
            length += weight * weight;
            if (isKnown)
            {
                parts.Add((feature, weight));
            }
        }

        var norm = length > 0 ? MathF.Sqrt(length) : 1f;
        return new WordVector([.. parts.Select(part => (part.Item1, part.Item2 / norm))]);
    }

    private List<(string Name, float Factor)> FeaturesOf(HeardWords text)
    {
        var names = new List<(string, float)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? before = null;
        foreach (var stem in StemsOf(text))
        {
            if (seen.Add(stem))
            {
                names.Add((stem, 1f));
            }

            if (before is not null && before != stem && seen.Add($"{before} {stem}"))
            {
                names.Add(($"{before} {stem}", OfPair));
            }

            before = stem;
        }

        return names;
    }
}
