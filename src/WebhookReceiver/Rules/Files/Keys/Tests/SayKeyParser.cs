using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary><c>say</c> and <c>not</c>: what the customer sends, one message or a conversation.</summary>
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

    /// <summary><c>{ wait: 13h }</c> stands between two messages and belongs to the second.</summary>
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
