using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Keys.Conditions;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Replies;

/// <summary><c>then</c>: what follows by Push, at once or <c>after</c> a time; a text, a map, or a list of them.</summary>
internal static class ThenKey
{
    private static readonly KeyTable<Draft> Table = new([
        new("text", (draft, node, reading) => draft.Text = LocalTexts.Read(node, "a text", draft.Captures, reading)),
        new("media", (draft, node, reading) => draft.Media = MediaKey.Address(node, draft.Captures, reading)),
        new("kind", (draft, node, reading) => draft.Kind = MediaKey.KindOf(node, reading)),
        new("channel", (draft, node, reading) => draft.Channel = ChannelKey.One(node, reading)),
        new("template", (draft, node, reading) => draft.Template = reading.Text(node, "a template's id")?.Value),
        new("values", (draft, node, reading) => draft.Values = Values(node, draft.Captures, reading)),
        new("if-failed", (draft, node, reading) => IfFailedKey.Read(draft.IfFailed, node, draft.Captures, reading)),
        new(
            "at-least-once",
            (draft, node, reading) => draft.AtLeastOnce = reading.Flag(node, "at-least-once") ?? false
        ),
        new("after", (draft, node, reading) => draft.After = Durations.Read(node, "after", reading) ?? default),
    ]);

    /// <summary>Names of its keys, for the schema.</summary>
    public static IReadOnlyList<string> Names => Table.Working;

    public static void Read(ReplyDraft reply, Node node, Reading reading)
    {
        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        foreach (var item in items)
        {
            reply.Then = reply.Then.Add(ReadOne(reply, item, reading));
        }
    }

    private static LaterPlan ReadOne(ReplyDraft reply, Node node, Reading reading)
    {
        if (node is not MapNode map || LocalTexts.IsByLanguage(map))
        {
            return new LaterPlan { Text = LocalTexts.Read(node, "a text", reply.Captures, reading) };
        }

        var draft = new Draft(reply.Captures);
        Table.Read(map, draft, reading);
        if (!Table.Has(map, "text") && !Table.Has(map, "media") && !Table.Has(map, "template"))
        {
            reading.Problems.Error(
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

    private static ImmutableArray<LocalText> Values(Node node, IReadOnlySet<string> captures, Reading reading)
    {
        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        return [.. items.Select(item => LocalTexts.Read(item, "a value", captures, reading))];
    }

    private sealed class Draft(IReadOnlySet<string> captures)
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
