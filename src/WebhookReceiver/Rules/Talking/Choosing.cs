using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Talking;

/// <summary>Which of several labels somebody means.</summary>
internal static class Choosing
{
    /// <summary>
    /// The label that is the text, else the only one that stands in it on word edges; -1 if none does or several do.
    /// </summary>
    public static int Among(ReadOnlySpan<char> text, ImmutableArray<string> labels)
    {
        var found = -1;
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i].Length > 0 && text.SequenceEqual(labels[i]))
            {
                return i;
            }
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (!StandsIn(text, labels[i]))
            {
                continue;
            }

            if (found >= 0)
            {
                return -1;
            }

            found = i;
        }

        return found;
    }

    /// <summary>Whether the text is one of the labels, word for word.</summary>
    public static bool Names(ReadOnlySpan<char> text, ImmutableArray<string> labels)
    {
        foreach (var label in labels)
        {
            if (label.Length > 0 && text.SequenceEqual(label))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StandsIn(ReadOnlySpan<char> text, ReadOnlySpan<char> label)
    {
        if (label.IsEmpty)
        {
            return false;
        }

        var from = 0;
        while (text[from..].IndexOf(label) is >= 0 and var offset)
        {
            var start = from + offset;
            var end = start + label.Length;
            if ((start == 0 || text[start - 1] == ' ') && (end == text.Length || text[end] == ' '))
            {
                return true;
            }

            from = start + 1;
        }

        return false;
    }
}
