using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Replies;

/// <summary>
/// <c>then</c>: follow-ups by Push, at once or <c>after</c> a time; a text, a map, or a list of them.
/// </summary>
internal static class ThenKeyParser
{
    private static readonly MapSpec<FollowUpDraft> Spec = new([
        new(
            "text",
            (draft, node, context) => draft.Text = LocalTexts.Parse(node, "a text", draft.Captures, context),
            Shape.Words,
            "The text"
        ),
        new(
            "media",
            (draft, node, context) => draft.Media = MediaKeyParser.Address(node, draft.Captures, context),
            Shape.Text,
            "Public https address of a file"
        ),
        new(
            "kind",
            (draft, node, context) => draft.Kind = MediaKeyParser.KindOf(node, context),
            Shape.Text,
            "image, video, audio or document"
        ),
        new(
            "channel",
            (draft, node, context) => draft.Channel = ChannelKeyParser.One(node, context),
            Shape.Text,
            "Channel to send on (default: the channel of the message)"
        ),
        new(
            "template",
            (draft, node, context) => draft.Template = context.Text(node, "a template's id")?.Value,
            Shape.Text,
            "Id of an approved template, used if the contact's session is over"
        ),
        new(
            "values",
            (draft, node, context) => draft.Values = Values(node, draft.Captures, context),
            Shape.Texts,
            "Values of the template's placeholders, in their order"
        ),
        new(
            "if-failed",
            (draft, node, context) => IfFailedKeyParser.Parse(draft.IfFailed, node, draft.Captures, context),
            Shape.Instead,
            "Fallback channel if the message does not arrive"
        ),
        new(
            "at-least-once",
            (draft, node, context) => draft.AtLeastOnce = context.Flag(node, "at-least-once") ?? false,
            Shape.Flag,
            "Retry if the outcome is unknown, even if the contact may get it twice"
        ),
        new(
            "after",
            (draft, node, context) => draft.After = Durations.Parse(node, "after", context) ?? default,
            Shape.Time,
            "Delay after the message"
        ),
    ]);

    /// <summary>Its keys, for the schema.</summary>
    public static IReadOnlyList<KeySpec> Keys => Spec.Keys;

    public static void Parse(ReplyDraft reply, Node node, ParseContext context)
    {
        if (FlowText.IsIn(node))
        {
            FlowText.Report(node, context);
            return;
        }

        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        foreach (var item in items)
        {
            reply.Then = reply.Then.Add(ParseOne(reply, item, context));
        }
    }

    private static LaterPlan ParseOne(ReplyDraft reply, Node node, ParseContext context)
    {
        if (node is not MapNode map || LocalTexts.IsByLanguage(map))
        {
            return new LaterPlan { Text = LocalTexts.Parse(node, "a text", reply.Captures, context) };
        }

        var draft = new FollowUpDraft(reply.Captures);
        Spec.Parse(map, draft, context);
        MediaKeyParser.CheckKind(map["media"], map["kind"], context);
        if (!Spec.Has(map, "text") && !Spec.Has(map, "media") && !Spec.Has(map, "template"))
        {
            context.Problems.Error(
                map.Place,
                "there is nothing to send here.",
                "Write: then: { after: 2h, text: Did it work out? }"
            );
        }

        return new LaterPlan
        {
            After = draft.After,
            Text = draft.Text,
            Media = draft.Media,
            MediaKind = draft.Kind,
            Channel = draft.Channel,
            AtLeastOnce = draft.AtLeastOnce,
            Template = draft.Template,
            TemplateValues = draft.Values,
            IfFailedChannel = draft.IfFailed.Channel,
            IfFailedText = draft.IfFailed.Text,
        };
    }

    private static ImmutableArray<LocalText> Values(Node node, IReadOnlySet<string> captures, ParseContext context)
    {
        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        return [.. items.Select(item => LocalTexts.Parse(item, "a value", captures, context))];
    }

    private sealed class FollowUpDraft(IReadOnlySet<string> captures)
    {
        public IReadOnlySet<string> Captures => captures;

        public TimeSpan After { get; set; }

        public LocalText Text { get; set; } = LocalText.None;

        public ReplyTemplate? Media { get; set; }

        public MessageKind? Kind { get; set; }

        public string? Channel { get; set; }

        public bool AtLeastOnce { get; set; }

        public string? Template { get; set; }

        public ImmutableArray<LocalText> Values { get; set; } = [];

        public IfFailedDraft IfFailed { get; } = new();
    }
}

/// <summary>
/// <c>if-failed</c> of a follow-up: the second channel after a final failure, or a map with a text for it.
/// </summary>
internal static class IfFailedKeyParser
{
    private const string Example = "Write: if-failed: sms, or if-failed: { channel: sms, text: Your order is ready. }";

    public static void Parse(IfFailedDraft draft, Node node, IReadOnlySet<string> captures, ParseContext context)
    {
        if (node is not MapNode map)
        {
            draft.Channel = ChannelOf(node, context);
            return;
        }

        var table = new MapSpec<IfFailedDraft>([
            new("channel", (part, item, within) => part.Channel = ChannelOf(item, within)),
            new("text", (part, item, within) => part.Text = LocalTexts.Parse(item, "a text", captures, within)),
        ]);
        table.Parse(map, draft, context);
        if (!table.Has(map, "channel"))
        {
            context.Problems.Error(map.Place, "no channel is named on which it is tried.", Example);
        }
    }

    private static string? ChannelOf(Node node, ParseContext context)
    {
        if (context.Text(node, "a channel") is not { } text)
        {
            return null;
        }

        if (ChannelNames.Find(text.Value) is [var id, ..])
        {
            return id;
        }

        context.Problems.Error(text.Place, $"'{text.Value}' is not a channel.", Example);
        return null;
    }
}

/// <summary>Its values during parsing.</summary>
internal sealed class IfFailedDraft
{
    public string? Channel { get; set; }

    public LocalText? Text { get; set; }
}
