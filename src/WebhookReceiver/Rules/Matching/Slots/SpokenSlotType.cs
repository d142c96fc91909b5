namespace WebhookReceiver.Rules.Matching;

/// <summary>A day, a time or a number as people say it, which may be denied or have an alternative.</summary>
/// <param name="languages">The languages to read.</param>
internal abstract class SpokenSlotType(SpokenLanguages languages) : SlotType
{
    private const int MostAlternatives = 4;
    private const int MostBetween = 2;

    protected SpokenLanguages Languages => languages;

    /// <summary>Whether two values joined by "to" or "and" are two values; a span of times is one.</summary>
    protected virtual bool MayBeSpan => true;

    public override bool IsDenied(MatchContext context, int first, int end, SlotUse use) =>
        use.IsAnswer
            ? Denial.IsInClause(languages, context.Text, first, end) || HasOther(context, end)
            : Denial.IsBefore(languages, context.Text, first);

    /// <summary>"6pm or 7": of two values the second is unclear.</summary>
    private bool HasOther(MatchContext context, int end)
    {
        var text = context.Text;
        var at = end + languages.Take(SpokenPart.Or, text, end, out _);
        return at > end
            && at < text.Tokens.Length
            && (DigitsSlot.AreDigits(text.WordAt(at)) || IsNumberWord(text.WordAt(at)))
            && Read(context, at, SlotUse.InPhrase, new Readings()) == 0;
    }

    /// <summary>The kind of word that makes a value a bound.</summary>
    protected virtual SpokenPart BoundBy => SpokenPart.Bound;

    public override bool IsBound(MatchContext context, int first, int end) =>
        Denial.IsBound(languages, context.Text, first, end, BoundBy);

    public override int Further(MatchContext context, int end, Readings readings)
    {
        var text = context.Text;
        var at = end;
        for (var i = 0; i < MostAlternatives && readings.Values.Count > 0 && at < text.Tokens.Length; i++)
        {
            var more = Next(context, at, readings);
            if (more == 0)
            {
                break;
            }

            readings.FirstWins = false;
            at += more;
        }

        if (languages.Take(SpokenPart.Not, text, at, out var place) is > 0 and var denial && place == Denial.After)
        {
            readings.Clear();
            at += denial;
        }

        return at - end;
    }

    /// <summary>Whether "or" and another number stand before this word.</summary>
    protected bool IsSecond(FoldedText text, int first)
    {
        for (var length = 1; length <= 2 && first - length > 0; length++)
        {
            if (languages.Take(SpokenPart.Or, text, first - length, out _) == length)
            {
                var at = first - length - 1;
                var before = text.WordAt(at);
                return (DigitsSlot.AreDigits(before) && !(at > 0 && NumericDay.IsGlued(text, at)))
                    || IsNumberWord(before)
                    || text.Original.AsSpan(text.Tokens[at].SourceStart..text.Tokens[at].SourceEnd).Contains(',');
            }
        }

        return false;
    }

    private bool IsNumberWord(ReadOnlySpan<char> word)
    {
        foreach (var language in languages.Everywhere)
        {
            if (language.Number(word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where an alternative begins; -1 if nothing joins these words.</summary>
    protected virtual int Begin(MatchContext context, int token) =>
        Joint.At(languages, context.Text, token, MayBeSpan) is >= 0 and var joint ? token + joint : -1;

    /// <summary>Whether a value after this joint is an alternative.</summary>
    protected virtual bool IsAlternative(MatchContext context, int joint, int first, int end) => true;

    private int Next(MatchContext context, int token, Readings readings)
    {
        var text = context.Text;
        var at = Begin(context, token);
        for (var i = 0; at >= 0 && i <= MostBetween && at < text.Tokens.Length; i++)
        {
            var before = readings.Values.Count;
            var taken = Read(context, at, SlotUse.InPhrase, readings);
            if (taken > 0 && IsAlternative(context, token, at, at + taken))
            {
                return at + taken - token;
            }

            if (taken > 0)
            {
                readings.Keep(before);
                return 0;
            }

            if (!languages.IsCourtesy(text, at) && languages.Take(SpokenPart.At, text, at, out _) == 0)
            {
                return 0;
            }

            at++;
        }

        return 0;
    }
}
