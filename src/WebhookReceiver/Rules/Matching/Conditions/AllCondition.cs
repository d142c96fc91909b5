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
