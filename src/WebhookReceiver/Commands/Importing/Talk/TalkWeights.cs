using System.Collections.Immutable;

namespace WebhookReceiver.Commands.Importing.Talk;

/// <summary>How often each of several texts comes.</summary>
internal static class TalkWeights
{
    /// <summary>The heaviest weight of a text in a rule.</summary>
    public const long Heaviest = 1_000;

    /// <summary>
    /// The texts of all parts. The texts of one part share its weight: "and" or "as well as" does not make a sentence come
    /// twice as often.
    /// </summary>
    /// <param name="parts">The texts of each part.</param>
    /// <param name="weights">The weight of each part; empty for equal ones.</param>
    public static IEnumerable<TalkText> Share(IReadOnlyList<ImmutableArray<TalkText>> parts, IReadOnlyList<int> weights)
    {
        var all = 1L;
        foreach (var texts in parts.Where(texts => !texts.IsEmpty))
        {
            all = all > Heaviest ? all : Multiple(all, Sum(texts));
        }

        for (var i = 0; i < parts.Count; i++)
        {
            var sum = Sum(parts[i]);
            var weight = i < weights.Count ? weights[i] : 1;
            foreach (var text in parts[i])
            {
                yield return text with
                {
                    Weight = Math.Max(1, text.Weight * weight * all / sum),
                };
            }
        }
    }

    /// <summary>Each text once, with small weights.</summary>
    public static ImmutableArray<TalkText> Tidy(IEnumerable<TalkText> texts, int most)
    {
        TalkText[] distinct =
        [
            .. texts
                .GroupBy(text => text.Text, StringComparer.Ordinal)
                .Take(most)
                .Select(same => same.First() with { Weight = same.Sum(text => text.Weight) }),
        ];
        var common = distinct.Aggregate(0L, (common, text) => Common(common, text.Weight));
        var heaviest = distinct.Select(text => text.Weight).DefaultIfEmpty(1).Max() / Math.Max(1, common);
        var shrink = Math.Max(1, common) * Math.Max(1, (heaviest + Heaviest - 1) / Heaviest);
        return [.. distinct.Select(text => text with { Weight = Math.Max(1, text.Weight / shrink) })];
    }

    private static long Sum(ImmutableArray<TalkText> texts) => Math.Max(1, texts.Sum(text => text.Weight));

    private static long Multiple(long one, long other) => one / Common(one, other) * other;

    private static long Common(long one, long other) => other == 0 ? one : Common(other, one % other);
}
