using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Tests;

/// <summary><c>say</c> and <c>not</c>: what the customer sends, one message or a conversation.</summary>
internal static class SayKey
{
    public static void Read(TestDraft test, Node node, Reading reading)
    {
        if (node is ListNode { Items.IsEmpty: true })
        {
            reading.Problems.Error(node.Place, "the conversation is empty.", "Write at least one message.");
        }

        IEnumerable<Node> items = node is ListNode list ? list.Items : [node];
        test.Say = [.. items.Select(item => TestMessageKeys.ReadMessage(item, reading)).OfType<TestMessage>()];
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
