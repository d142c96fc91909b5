using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>vars</c>: every one of these custom variables of the webhook has this value, compared folded.</summary>
internal sealed class VarsCondition(ImmutableArray<KeyValuePair<string, string>> expected) : Condition
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _folded =
    [
        .. expected.Select(pair => KeyValuePair.Create(pair.Key, FoldedText.Of(pair.Value))),
    ];

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
