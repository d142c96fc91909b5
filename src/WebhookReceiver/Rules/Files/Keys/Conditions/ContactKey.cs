using System.Collections.Immutable;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>contact</c>: remembered variables that must have a value, be <c>known</c> or be <c>unknown</c>.</summary>
internal static class ContactKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        if (reading.Map(node, "contact", "Write: contact: { city: cork }, or { city: unknown }") is not { } map)
        {
            return;
        }

        var expected = ImmutableArray.CreateBuilder<ContactExpectation>();
        foreach (var entry in map.Entries)
        {
            if (VariableNames.Check(entry.Key, reading) && ReadOne(entry, reading) is { } one)
            {
                expected.Add(one);
            }
        }

        draft.Add(expected.Count == 0 ? null : new ContactCondition(expected.DrainToImmutable()));
    }

    private static ContactExpectation? ReadOne(MapEntry entry, Reading reading)
    {
        var values = reading.TextList(entry.Value, $"the value of '{entry.Name}'");
        return values switch
        {
            [] => null,
            [{ Style: TextStyle.Plain, Value: "unknown" }] => new(entry.Name, IsKnown: false, []),
            [{ Style: TextStyle.Plain, Value: "known" }] => new(entry.Name, IsKnown: true, []),
            _ => new(entry.Name, IsKnown: true, [.. values.Select(text => text.Value)]),
        };
    }
}
