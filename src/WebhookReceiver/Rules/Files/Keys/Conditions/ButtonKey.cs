using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>button</c>: payload of a tapped button, or id of a chosen list row.</summary>
internal static class ButtonKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        var payloads = reading.TextList(node, "the payload of a button");
        draft.Add(payloads.Count == 0 ? null : new ButtonCondition([.. payloads.Select(text => text.Value)]));
    }
}
