using System.Collections.Immutable;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>type</c>: the message is of one of these kinds.</summary>
internal sealed class TypeCondition(ImmutableArray<MessageKind> kinds) : Condition
{
    public ImmutableArray<MessageKind> Kinds => kinds;

    public override string Describe() =>
        "type: " + string.Join(", ", kinds.Select(kind => kind.ToString().ToLowerInvariant()));

    public override bool Holds(MatchContext context) => kinds.Contains(context.Message.Kind);
}

/// <summary><c>type</c>: the kind of message.</summary>
internal static class TypeKeyParser
{
    public static KeySpec<ConditionDraft> Spec { get; } =
        new("type", Parse, Shape.Texts, "text, image, video, audio, location, document, contact, button or list");

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

    private static void Parse(ConditionDraft draft, Node node, ParseContext context)
    {
        var kinds = context.Choices(node, "a type of message", Kinds);
        draft.Add(kinds.Count == 0 ? null : new TypeCondition([.. kinds]));
    }
}
