using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>project</c>: the platform's project id.</summary>
internal static class ProjectKey
{
    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        var ids = reading.TextList(node, "a project id");
        draft.Add(ids.Count == 0 ? null : new ProjectCondition([.. ids.Select(text => text.Value.Trim())]));
    }
}
