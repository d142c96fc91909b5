using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>all</c>: every one of the conditions holds.</summary>
internal sealed class AllCondition(ImmutableArray<Condition> conditions) : Condition
{
    public override IEnumerable<Phrase> Phrases => conditions.SelectMany(condition => condition.Phrases);

    public override IEnumerable<int> Words => conditions.SelectMany(condition => condition.Words);

    public override IEnumerable<string> CaptureNames => conditions.SelectMany(condition => condition.CaptureNames);

    public override Needs? NeedsOf(WordUse use) => use.NeedsOf(conditions);

    public override Recollections Recollections =>
        conditions.Aggregate(Recollections.None, (all, one) => all | one.Recollections);

    public override bool LooksAtTextAlone => conditions.All(condition => condition.LooksAtTextAlone);

    public override string Describe() => $"all: ({string.Join(" & ", conditions.Select(c => c.Describe()))})";

    public override bool Holds(MatchContext context)
    {
        var mark = context.CaptureMark;
        foreach (var condition in conditions)
        {
            if (!condition.Holds(context))
            {
                context.ForgetCaptures(mark);
                return false;
            }
        }
        return true;
    }
}

/// <summary><c>any</c>: one of the conditions holds; those that capture something are tried first, the first that holds does.</summary>
internal sealed class AnyCondition(ImmutableArray<Condition> conditions) : Condition
{
    private readonly ImmutableArray<Condition> _tried = [.. conditions.OrderBy(one => !one.CaptureNames.Any())];

    public override IEnumerable<Phrase> Phrases => conditions.SelectMany(condition => condition.Phrases);

    public override IEnumerable<int> Words => conditions.SelectMany(condition => condition.Words);

    public override IEnumerable<string> CaptureNames => conditions.SelectMany(condition => condition.CaptureNames);

    public override Needs? NeedsOf(WordUse use) => Needs.AnyOf(conditions.Select(condition => condition.NeedsOf(use)));

    public override Recollections Recollections =>
        conditions.Aggregate(Recollections.None, (all, one) => all | one.Recollections);

    public override IEnumerable<Condition> Alternatives => _tried;

    public override bool LooksAtTextAlone => conditions.All(condition => condition.LooksAtTextAlone);

    public override string Describe() => $"any: ({string.Join(" | ", conditions.Select(c => c.Describe()))})";

    public override bool Holds(MatchContext context)
    {
        foreach (var condition in _tried)
        {
            if (condition.Holds(context))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary><c>not</c>: the condition inside does not hold. Captures nothing.</summary>
internal sealed class NotCondition(Condition inside) : Condition
{
    public override Recollections Recollections => inside.Recollections;

    public override IEnumerable<int> Words => inside.Words;

    public override bool LooksAtTextAlone => inside.LooksAtTextAlone;

    public override string Describe() => $"not: ({inside.Describe()})";

    public override bool Holds(MatchContext context)
    {
        var mark = context.CaptureMark;
        var holds = inside.Holds(context);
        context.ForgetCaptures(mark);
        return !holds;
    }
}
