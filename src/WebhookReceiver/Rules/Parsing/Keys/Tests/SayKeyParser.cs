using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys.Tests;

/// <summary><c>say</c> and <c>not</c>: the contact's messages, one or a conversation.</summary>
internal static class SayKeyParser
{
    public const string WaitKey = "wait";

    public static void Parse(TestDraft test, Node node, ParseContext context)
    {
        if (node is ListNode { Items.IsEmpty: true })
        {
            context.Problems.Error(node.Place, "the conversation is empty.", "Write at least one message.");
        }

        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        test.Say = [.. WithWaits(items, context)];
    }

    /// <summary><c>{ wait: 13h }</c> is written between two messages and belongs to the second.</summary>
    private static IEnumerable<TestMessage> WithWaits(IEnumerable<Node> items, ParseContext context)
    {
        var wait = TimeSpan.Zero;
        Node? waiting = null;
        foreach (var item in items)
        {
            if (item is MapNode { Entries: [{ Name: WaitKey } only] })
            {
                wait += Durations.Parse(only.Value, WaitKey, context) ?? TimeSpan.Zero;
                waiting = item;
            }
            else if (TestMessageParser.ParseMessage(item, context) is { } message)
            {
                yield return message with
                {
                    Wait = wait,
                };
                wait = TimeSpan.Zero;
                waiting = null;
            }
        }

        if (waiting is not null)
        {
            context.Problems.Error(
                waiting.Place,
                "nothing is said after this wait.",
                "Write a message behind it, or take it out."
            );
        }
    }

    public static void ParseNot(TestDraft test, Node node, ParseContext context)
    {
        test.MustNotAnswer = true;
        if (context.Text(node, "not") is { } text && test.Say.IsEmpty)
        {
            test.Say = [TestMessageParser.OfText(text.Value)];
        }
    }
}

/// <summary>One message of a test: a text, or a map such as <c>{ image: cake.jpg, text: this one? }</c>.</summary>
internal static class TestMessageParser
{
    private static readonly MapSpec<TestMessageDraft> Spec = new([
        new(
            "text",
            (draft, node, context) => draft.Text = context.Text(node, "text")?.Value ?? "",
            Shape.Text,
            "The text, or the caption"
        ),
        Media("image", MessageKind.Image, "Name of a picture"),
        Media("video", MessageKind.Video, "Name of a video"),
        Media("audio", MessageKind.Audio, "Name of a sound"),
        Media("document", MessageKind.Document, "Name of a document"),
        Choice("button", MessageKind.Button, "Payload of a tapped button"),
        Choice("list", MessageKind.List, "Id of a chosen list row"),
        new(
            "event",
            (draft, node, context) => draft.Event = EventKeyParser.One(node, context),
            Shape.Event,
            "An event instead of a message"
        ),
        new(SayKeyParser.WaitKey, ReportWait, Shape.Time, "Time between two messages; stands alone"),
    ]);

    /// <summary>Kinds of messages that a test cannot send yet.</summary>
    private static readonly string[] Later = ["location", "contact"];

    /// <summary>Its keys, for the schema.</summary>
    public static IReadOnlyList<KeySpec> Keys => Spec.Keys;

    public static TestMessage OfText(string text) => new(text, MessageKind.Text, MediaName: null, Button: null);

    public static TestMessage? ParseMessage(Node node, ParseContext context)
    {
        if (node is not MapNode map)
        {
            return context.Text(node, "a message") is { } text ? OfText(text.Value) : null;
        }

        var draft = new TestMessageDraft();
        Spec.Parse(WithoutLater(map, context), draft, context);
        if (draft.Kinds > 1)
        {
            context.Problems.Error(
                map.Place,
                "one message is only one of image, video, audio, document, button and list.",
                "Make several messages of it."
            );
        }

        return new TestMessage(draft.Text, draft.Kind, draft.MediaName, draft.Button) { Event = draft.Event };
    }

    private static MapNode WithoutLater(MapNode map, ParseContext context)
    {
        foreach (var entry in map.Entries.Where(IsLater))
        {
            context.Problems.Error(
                entry.Key.Place,
                $"'{entry.Name}' comes in a later version: this one does not know it yet.",
                "Take it out for now."
            );
        }

        return new MapNode(map.Place, [.. map.Entries.Where(entry => !IsLater(entry))], map.IsFlow);
    }

    private static bool IsLater(MapEntry entry) => Later.Contains(entry.Name, StringComparer.Ordinal);

    private static void ReportWait(TestMessageDraft draft, Node node, ParseContext context) =>
        context.Problems.Error(
            node.Place,
            "a wait stands between two messages, by itself.",
            "Write: say: [hello, { wait: 13h }, hello again]"
        );

    private static KeySpec<TestMessageDraft> Media(string name, MessageKind kind, string meaning) =>
        new(
            name,
            (draft, node, context) =>
            {
                draft.SetKind(kind);
                draft.MediaName = context.Text(node, name)?.Value;
            },
            Shape.Text,
            meaning
        );

    private static KeySpec<TestMessageDraft> Choice(string name, MessageKind kind, string meaning) =>
        new(
            name,
            (draft, node, context) =>
            {
                draft.SetKind(kind);
                draft.Button = context.Text(node, name)?.Value;
            },
            Shape.Text,
            meaning
        );

    private sealed class TestMessageDraft
    {
        public string Text { get; set; } = "";

        public MessageKind Kind { get; private set; } = MessageKind.Text;

        public int Kinds { get; private set; }

        public string? MediaName { get; set; }

        public string? Button { get; set; }

        public string? Event { get; set; }

        public void SetKind(MessageKind kind)
        {
            Kind = kind;
            Kinds++;
        }
    }
}
