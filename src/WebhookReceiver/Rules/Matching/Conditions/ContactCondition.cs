using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// <c>contact</c>: every one of these remembered variables has one of its values, compared folded; or is not known; or is,
/// with whatever value.
/// </summary>
internal sealed class ContactCondition(ImmutableArray<ContactExpectation> expected) : Condition
{
    public override string Describe() =>
        "contact: " + string.Join(", ", expected.Select(one => $"{one.Name}: {one.Shown}"));

    public override bool Holds(MatchContext context)
    {
        foreach (var one in expected)
        {
            if (!one.Holds(context))
            {
                return false;
            }
        }
        return true;
    }
}

/// <summary>What is expected of one variable.</summary>
/// <param name="Name">The variable.</param>
/// <param name="IsKnown">False: it must not be known.</param>
/// <param name="Values">One of these; empty: any.</param>
internal sealed record ContactExpectation(string Name, bool IsKnown, ImmutableArray<string> Values)
{
    private readonly ImmutableArray<string> _folded = [.. Values.Select(FoldedText.Of)];

    public string Shown =>
        !IsKnown ? "unknown"
        : Values.IsEmpty ? "known"
        : string.Join(" or ", Values);

    public bool Holds(MatchContext context)
    {
        if (!context.Message.Contact.TryGetValue(Name, out var actual))
        {
            return !IsKnown;
        }
        if (!IsKnown || _folded.IsEmpty)
        {
            return IsKnown;
        }
        foreach (var value in _folded)
        {
            if (context.FoldsTo(actual, value))
            {
                return true;
            }
        }
        return false;
    }
}
