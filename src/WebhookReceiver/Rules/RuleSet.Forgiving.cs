using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules;

/// <summary>The second round of a stage: when no rule of it answers, those that forgive typing mistakes are asked again.</summary>
internal sealed partial class RuleSet
{
    /// <summary>
    /// At the end of a stage goes back to its beginning to forgive mistakes, if there are any; at the end of that goes on to
    /// the next stage. False inside a stage, and at the end of all: then the position stands.
    /// </summary>
    private bool TurnsAtStageEnd(MatchContext context, ref Search search, ForgivingRules forgiving)
    {
        if (search.Stage == forgiving.Stages)
        {
            return false;
        }
        if (search.Position >= 0 && search.Position < forgiving.EndOf(search.Stage))
        {
            return false;
        }
        if (!context.Forgives && HasTypos(context, ref search, forgiving))
        {
            context.Forgive(true);
            search.Position = forgiving.StartOf(search.Stage);
            return true;
        }
        context.Forgive(false);
        search.Position = forgiving.EndOf(search.Stage);
        search.Stage++;
        return true;
    }

    /// <summary>Forgives the mistakes of a message from here on, for who asks its rules one by one; false if there are none.</summary>
    public bool Forgives(MatchContext context)
    {
        if (_forgiving is null || !context.FindTypos(_forgiving.Typos))
        {
            return false;
        }
        context.Forgive(true);
        return true;
    }

    /// <summary>Looked for once in a message, and only when a stage has no answer.</summary>
    private bool HasTypos(MatchContext context, ref Search search, ForgivingRules forgiving)
    {
        if (search.HasTypos is { } known)
        {
            return known;
        }
        var has = context.FindTypos(forgiving.Typos);
        if (has)
        {
            _index.MarkForgiven(context, forgiving.Mask);
        }
        search.HasTypos = has;
        return has;
    }
}
