namespace WebhookReceiver.Rules.Matching;

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
