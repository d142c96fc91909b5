using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Which of the labels in a text it denies: "not tea", "çay değil kahve", "ni té ni café".</summary>
internal readonly ref struct MentionDenial(SpokenLanguages languages, FoldedText text)
{
    /// <summary>Marks what the text denies.</summary>
    public void Mark(List<Mention> found)
    {
        var isPending = false;
        var clause = 0;
        for (var token = 0; token < text.Tokens.Length; )
        {
            if (token > 0 && Denial.IsBreak(text, token))
            {
                (isPending, clause) = (false, token);
            }

            var end = EndOfMentions(found, token, isPending);
            if (end > 0)
            {
                token = end;
                // "neither tea nor coffee", "no tea or coffee"
                isPending &= token < text.Tokens.Length && IsJoint(token);
                continue;
            }

            var taken = languages.Take(SpokenPart.Not, text, token, out var place);
            if (taken > 0 && place > 0)
            {
                var hasNext = HasNext(found, token + taken);
                var before = found.FindLastIndex(one => one.First >= clause && one.First < token);
                var isAfter = place == Denial.After && before >= 0;
                // "tea no coffee" may be "tea. no, coffee".
                var isUnclear = hasNext && before >= 0 && !found[before].IsDenied && taken == 1 && IsBareNo(token);
                isPending = hasNext && !isAfter && !isUnclear;
                var isLast = token + taken == text.Tokens.Length || Denial.IsBreak(text, token + taken);
                if (isAfter || (!hasNext && before >= 0 && (place > 1 || isLast)))
                {
                    DenyAt(found, found[before].First);
                }
            }

            token += Math.Max(taken, 1);
        }
    }

    private bool IsBareNo(int token) => text.WordAt(token) is "no" or "nao" or "nein" or "non" or "tidak";

    private bool IsJoint(int token) =>
        languages.Take(SpokenPart.Or, text, token, out _) > 0
        || languages.Take(SpokenPart.Not, text, token, out _) > 0
        || ChoiceForms.IsAnd(text.WordAt(token))
        || Joint.IsSign(text, token);

    /// <summary>Whether another label follows in the same clause.</summary>
    private bool HasNext(List<Mention> found, int token)
    {
        for (var at = token; at < text.Tokens.Length && !(at > 0 && Denial.IsBreak(text, at)); at++)
        {
            if (found.Exists(one => one.First == at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The end of the labels that begin here, 0 if none does.</summary>
    private static int EndOfMentions(List<Mention> found, int token, bool isDenied)
    {
        var end = 0;
        foreach (var one in found)
        {
            end = one.First == token ? Math.Max(end, one.End) : end;
        }

        if (isDenied)
        {
            DenyAt(found, token);
        }

        return end;
    }

    private static void DenyAt(List<Mention> found, int token)
    {
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at].First == token)
            {
                found[at] = found[at] with { IsDenied = true };
            }
        }
    }
}

/// <summary>A label at a place of the text.</summary>
/// <param name="Label">Its position.</param>
/// <param name="First">Its first word.</param>
/// <param name="End">The word after it.</param>
/// <param name="IsWhole">The whole label, no part of it.</param>
/// <param name="IsSign">It begins with an emoji.</param>
/// <param name="IsDenied">The text denies it.</param>
internal readonly record struct Mention(int Label, int First, int End, bool IsWhole, bool IsSign, bool IsDenied = false)
{
    /// <summary>Whether this one is longer, or as long and more of a label: "green tea" is no tea.</summary>
    public bool Covers(Mention other) =>
        First <= other.First
        && End >= other.End
        && (End - First > other.End - other.First || (IsWhole && !other.IsWhole && Label != other.Label));
}
