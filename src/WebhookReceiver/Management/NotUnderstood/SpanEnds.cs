using WebhookReceiver.Management.Texts;

namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>Where a part of a file ends, for text behind it.</summary>
internal static class SpanEnds
{
    /// <summary>Behind the last character of a part; the parser's own end is where the next part begins.</summary>
    public static int Of(SpanNode node) =>
        node switch
        {
            SpanScalar scalar => scalar.End,
            SpanList { IsFlow: true } or SpanMap { IsFlow: true } => node.End,
            SpanList { Items: [.., var last] } => Of(last),
            SpanMap { Entries: [.., var last] } => Math.Max(last.Key.End, Of(last.Value)),
            _ => node.Start,
        };

    /// <summary>The end of a line, behind its comment.</summary>
    public static int LineBehind(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    /// <summary>Whether a changed file means what it meant, and these texts in one place besides.</summary>
    public static bool IsOnlyMore(SpanNode before, string changed, IReadOnlyList<string> added)
    {
        if (SpanNode.Read(new LineEnds(changed).Text) is not { } now)
        {
            return false;
        }

        var (old, young) = (Values(before), Values(now));
        var same = 0;
        while (same < old.Length && same < young.Length && old[same] == young[same])
        {
            same++;
        }

        // What is added may begin like what stands behind it: "say" before another "say".
        for (; same >= 0; same--)
        {
            if (
                young.Length == old.Length + added.Count
                && young.AsSpan(same, added.Count).SequenceEqual([.. added])
                && young.AsSpan(same + added.Count).SequenceEqual(old.AsSpan(same))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Values(SpanNode node) => [.. node.Scalars().Select(scalar => scalar.Value.TrimEnd('\n'))];
}
