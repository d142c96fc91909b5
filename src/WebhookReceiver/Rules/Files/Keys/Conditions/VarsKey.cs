using System.Collections.Immutable;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>vars</c>: custom variables of the webhook that must have these values.</summary>
internal static class VarsKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        if (reading.Map(node, "vars", "Write: vars: { branch: cork }") is not { } map)
        {
            return;
        }

        var expected = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var entry in map.Entries)
        {
            if (reading.Text(entry.Value, $"the value of '{entry.Name}'") is { } text)
            {
                expected.Add(new(entry.Name, text.Value));
            }
        }

        draft.Add(expected.Count == 0 ? null : new VarsCondition(expected.ToImmutable()));
    }
}
