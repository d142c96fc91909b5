using WebhookReceiver.Rules.Files.Keys.Conditions;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary>One message of a test: a text, or a map such as <c>{ image: cake.jpg, text: this one? }</c>.</summary>
internal static class TestMessageKeys
{
    private static readonly KeyTable<Draft> Table = new(
        [
            new("text", (draft, node, reading) => draft.Text = reading.Text(node, "text")?.Value ?? ""),
            Media("image", MessageKind.Image),
            Media("video", MessageKind.Video),
            Media("audio", MessageKind.Audio),
            Media("document", MessageKind.Document),
            Choice("button", MessageKind.Button),
            Choice("list", MessageKind.List),
            new("event", (draft, node, reading) => draft.Event = EventKey.One(node, reading)),
            new(SayKey.WaitKey, TellWait),
        ],
        "location",
        "contact"
    );

    /// <summary>Names of its keys, for the schema.</summary>
    public static IReadOnlyList<string> Names => Table.Working;

    public static TestMessage OfText(string text) => new(text, MessageKind.Text, MediaName: null, Button: null);

    public static TestMessage? ReadMessage(Node node, Reading reading)
    {
        if (node is not MapNode map)
        {
            return reading.Text(node, "a message") is { } text ? OfText(text.Value) : null;
        }

        var draft = new Draft();
        Table.Read(map, draft, reading);
        if (draft.Kinds > 1)
        {
            reading.Problems.Error(
                map.Place,
                "one message is only one of image, video, audio, document, button and list.",
                "Make several messages of it."
            );
        }

        return new TestMessage(draft.Text, draft.Kind, draft.MediaName, draft.Button) { Event = draft.Event };
    }

    private static void TellWait(Draft draft, Node node, Reading reading) =>
        reading.Problems.Error(
            node.Place,
            "a wait stands between two messages, by itself.",
            "Write: say: [hello, { wait: 13h }, hello again]"
        );

    private static Key<Draft> Media(string name, MessageKind kind) =>
        new(
            name,
            (draft, node, reading) =>
            {
                draft.SetKind(kind);
                draft.MediaName = reading.Text(node, name)?.Value;
            }
        );

    private static Key<Draft> Choice(string name, MessageKind kind) =>
        new(
            name,
            (draft, node, reading) =>
            {
                draft.SetKind(kind);
                draft.Button = reading.Text(node, name)?.Value;
            }
        );

    private sealed class Draft
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
