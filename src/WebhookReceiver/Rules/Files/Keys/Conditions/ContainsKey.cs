using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>contains</c>: letters anywhere.</summary>
internal static class ContainsKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        var texts = reading.TextList(node, "a text to look for");
        if (texts.Count == 0)
        {
            return;
        }

        // Each alone first, so that an error stands at the text that has it.
        foreach (var text in texts)
        {
            if (ContainsCondition.Create([text.Value], out var error) is null)
            {
                reading.Problems.Error(text.Place, error ?? "this text cannot be looked for.");
                return;
            }
        }

        draft.Add(ContainsCondition.Create([.. texts.Select(text => text.Value)], out _));
    }
}
