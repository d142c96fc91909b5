using WebhookReceiver.Rules.Files.Keys.Conditions;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary>The keys of a test.</summary>
internal static class TestKeys
{
    public static KeyTable<TestDraft> Table { get; } =
        new([
            new("say", SayKey.Read),
            new("not", SayKey.ReadNot),
            new("reply", (test, node, reading) => test.Reply = reading.Text(node, "reply")?.Value),
            new(
                "has",
                (test, node, reading) => test.Has = [.. reading.TextList(node, "has").Select(text => text.Value)]
            ),
            new("silent", (test, node, reading) => test.MustBeSilent = reading.Flag(node, "silent") ?? false),
            new("answers", AnswersKey.Read),
            new("channel", ReadChannel),
            new("from", (test, node, reading) => test.From = reading.Text(node, "from")?.Value),
            new("at", AtKey.Read),
            new("given", GivenKey.Read),
        ]);

    private static void ReadChannel(TestDraft test, Node node, Reading reading)
    {
        if (reading.Text(node, "channel") is { } text && ChannelKey.IdsOf(text, reading) is [var id, ..])
        {
            test.Channel = id;
        }
    }
}
