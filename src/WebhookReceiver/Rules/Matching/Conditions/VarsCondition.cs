using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>vars</c>: each of these custom variables of the webhook has this value, compared folded.</summary>
internal sealed class VarsCondition(ImmutableArray<KeyValuePair<string, string>> expected) : Condition
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _folded =
    [
        .. expected.Select(pair => KeyValuePair.Create(pair.Key, FoldedText.Of(pair.Value))),
    ];

    public override IEnumerable<string> Guarantees => expected.Select(one => $"vars.{one.Key}");

    public override string Describe() =>
        "vars: " + string.Join(", ", expected.Select(pair => $"{pair.Key}: {pair.Value}"));

    public override bool Holds(MatchContext context)
    {
        foreach (var (name, value) in _folded)
        {
            if (!context.Message.Variables.TryGetValue(name, out var actual) || !context.FoldsTo(actual, value))
            {
                return false;
            }
        }
        return true;
    }
}

/// <summary><c>vars</c>: custom variables of the webhook that must have these values.</summary>
internal static class VarsKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("vars", Parse, Shape.Values, "Custom variables of the webhook");

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        if (context.Map(node, "vars", "Write: vars: { branch: cork }") is not { } map)
        {
            return;
        }

        if (map.Entries.IsEmpty)
        {
            context.Problems.Error(map.Place, "there are no variables here.", "Write one, or take the key out.");
        }

        var expected = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var entry in map.Entries)
        {
            if (context.Text(entry.Value, $"the value of '{entry.Name}'") is { } text)
            {
                expected.Add(new(entry.Name, text.Value));
            }
        }

        draft.Add(expected.Count == 0 ? null : new VarsCondition(expected.ToImmutable()));
    }
}
