using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary><c>say</c> and <c>not</c>: what the customer sends, one message or a conversation.</summary>
internal static class SayKey
{
    public const string WaitKey = "wait";

    public static void Read(TestDraft test, Node node, Reading reading)
    {
        if (node is ListNode { Items.IsEmpty: true })
        {
            reading.Problems.Error(node.Place, "the conversation is empty.", "Write at least one message.");
        }

        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        test.Say = [.. WithWaits(items, reading)];
    }

    /// <summary><c>{ wait: 13h }</c> stands between two messages and belongs to the second.</summary>
    private static IEnumerable<TestMessage> WithWaits(IEnumerable<Node> items, Reading reading)
    {
        var wait = TimeSpan.Zero;
        Node? waiting = null;
        foreach (var item in items)
        {
            if (item is MapNode { Entries: [{ Name: WaitKey } only] })
            {
                wait += Durations.Read(only.Value, WaitKey, reading) ?? TimeSpan.Zero;
                waiting = item;
            }
            else if (TestMessageKeys.ReadMessage(item, reading) is { } message)
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
            reading.Problems.Error(
                waiting.Place,
                "nothing is said after this wait.",
                "Write a message behind it, or take it out."
            );
        }
    }

    public static void ReadNot(TestDraft test, Node node, Reading reading)
    {
        test.MustNotAnswer = true;
        if (reading.Text(node, "not") is { } text && test.Say.IsEmpty)
        {
            test.Say = [TestMessageKeys.OfText(text.Value)];
        }
    }
}
