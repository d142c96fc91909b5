using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Keys.Conversations;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// <c>contact</c>: each of these remembered variables has one of its values, compared folded; or is unknown; or is
/// known with any value.
/// </summary>
internal sealed class ContactCondition(ImmutableArray<ContactExpectation> expected) : Condition
{
    public override IEnumerable<string> Guarantees =>
        expected.Where(one => one.IsKnown).Select(one => $"contact.{one.Name}");

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

/// <summary>The expectation for one variable.</summary>
/// <param name="Name">The variable.</param>
/// <param name="IsKnown">False: it must be unknown.</param>
/// <param name="Values">The allowed values; empty: any.</param>
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

/// <summary><c>contact</c>: remembered variables that must have a value, be <c>known</c> or be <c>unknown</c>.</summary>
internal static class ContactKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("contact", Parse, Shape.Values, "Remembered variables: a value, known or unknown");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        if (context.Map(node, "contact", "Write: contact: { city: cork }, or { city: unknown }") is not { } map)
        {
            return;
        }

        if (map.Entries.IsEmpty)
        {
            context.Problems.Error(map.Place, "there are no variables here.", "Write one, or take the key out.");
        }

        var expected = ImmutableArray.CreateBuilder<ContactExpectation>();
        foreach (var entry in map.Entries)
        {
            if (VariableNames.Check(entry.Key, context) && ParseOne(entry, context) is { } one)
            {
                VariableNames.LookFor(entry.Key, context);
                expected.Add(one);
            }
        }

        draft.Add(expected.Count == 0 ? null : new ContactCondition(expected.DrainToImmutable()));
    }

    private static ContactExpectation? ParseOne(MapEntry entry, ParseContext context)
    {
        var values = context.TextList(entry.Value, $"the value of '{entry.Name}'");
        return values switch
        {
            [] => null,
            [{ Style: TextStyle.Plain, Value: "unknown" }] => new(entry.Name, IsKnown: false, []),
            [{ Style: TextStyle.Plain, Value: "known" }] => new(entry.Name, IsKnown: true, []),
            _ => new(entry.Name, IsKnown: true, [.. values.Select(text => text.Value)]),
        };
    }
}
