using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary>One word, or one typed slot.</summary>
internal readonly record struct PhrasePart(int Word, string? Name, SlotType? Slot);

/// <summary>Words and typed slots that follow each other without a gap.</summary>
internal sealed record PhraseRun(ImmutableArray<PhrasePart> Parts)
{
    /// <summary>The leftmost place from <paramref name="from"/> on; -1 if there is none.</summary>
    /// <param name="context">The message.</param>
    /// <param name="from">First word it may begin at.</param>
    /// <param name="onlyThere">It must begin exactly there.</param>
    /// <param name="toTheEnd">It must end with the text.</param>
    /// <param name="end">The word behind it.</param>
    public int Find(MatchContext context, int from, bool onlyThere, bool toTheEnd, out int end)
    {
        var count = context.Words.Length;
        for (var start = from; start <= count; start++)
        {
            var mark = context.CaptureMark;
            end = At(context, start);
            if (end >= 0 && (!toTheEnd || end == count))
            {
                return start;
            }
            context.ForgetCaptures(mark);
            if (onlyThere)
            {
                break;
            }
        }
        end = -1;
        return -1;
    }

    private int At(MatchContext context, int start)
    {
        var words = context.Words;
        var at = start;
        foreach (var part in Parts)
        {
            if (at >= words.Length)
            {
                return -1;
            }
            if (part.Slot is null)
            {
                if (words[at] != part.Word && !context.IsWord(at, part.Word))
                {
                    return -1;
                }
                at++;
                continue;
            }
            var taken = part.Slot.TryRead(context, at, out var value);
            if (taken == 0)
            {
                return -1;
            }
            if (part.Name is not null)
            {
                part.Slot.Capture(context, part.Name, at, value);
            }
            at += taken;
        }
        return at;
    }
}
