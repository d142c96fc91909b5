using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>type</c>: what kind of message it is.</summary>
internal static class TypeKey
{
    public static IReadOnlyDictionary<string, MessageKind> Kinds { get; } =
        new Dictionary<string, MessageKind>(StringComparer.Ordinal)
        {
            ["text"] = MessageKind.Text,
            ["image"] = MessageKind.Image,
            ["video"] = MessageKind.Video,
            ["audio"] = MessageKind.Audio,
            ["location"] = MessageKind.Location,
            ["document"] = MessageKind.Document,
            ["contact"] = MessageKind.Contact,
            ["button"] = MessageKind.Button,
            ["list"] = MessageKind.List,
        };

    public static void Read(ConditionDraft draft, Node node, Reading reading)
    {
        var kinds = NamedChoice.Read(node, "a type of message", Kinds, reading);
        draft.Add(kinds.Count == 0 ? null : new TypeCondition([.. kinds]));
    }
}
