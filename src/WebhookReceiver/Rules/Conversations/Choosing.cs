using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Finds the label that a contact chose.</summary>
internal static class Choosing
{
    /// <summary>
    /// The label equal to the text, else the only one in it on word edges; -1 if there are none or several.
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
