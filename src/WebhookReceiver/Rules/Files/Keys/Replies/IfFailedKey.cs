using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys.Replies;

/// <summary><c>if-failed</c> of a follow-up: the channel on which it is tried if it does not arrive, or a map with a text for it.</summary>
internal static class IfFailedKey
{
    private const string Example = "Write: if-failed: sms, or if-failed: { channel: sms, text: Your order is ready. }";

    public static void Read(IfFailedDraft draft, Node node, IReadOnlySet<string> captures, Reading reading)
    {
        if (node is not MapNode map)
        {
            draft.Channel = ChannelOf(node, reading);
            return;
        }

        var table = new KeyTable<IfFailedDraft>([
            new("channel", (part, item, within) => part.Channel = ChannelOf(item, within)),
            new("text", (part, item, within) => part.Text = LocalTexts.Read(item, "a text", captures, within)),
        ]);
        table.Read(map, draft, reading);
        if (!table.Has(map, "channel"))
        {
            reading.Problems.Error(map.Place, "no channel is named on which it is tried.", Example);
        }
    }

    private static string? ChannelOf(Node node, Reading reading)
    {
        if (reading.Text(node, "a channel") is not { } text)
        {
            return null;
        }

        if (ChannelNames.Find(text.Value) is [var id, ..])
        {
            return id;
        }

        reading.Problems.Error(text.Place, $"'{text.Value}' is not a channel.", Example);
        return null;
    }
}

/// <summary>What is read of it.</summary>
internal sealed class IfFailedDraft
{
    public string? Channel { get; set; }

    public LocalText? Text { get; set; }
}
