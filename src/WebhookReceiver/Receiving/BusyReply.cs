using WebhookReceiver.Replying;

namespace WebhookReceiver.Receiving;

/// <summary>What a contact hears whose message could not be decided in time.</summary>
internal static class BusyReply
{
    /// <summary>The text of the setting as an instant reply; silence if there is none.</summary>
    public static ReadOnlyMemory<byte> Of(string? text) =>
        string.IsNullOrEmpty(text) ? InstantReply.Silence : InstantReply.ToJson(Reply.Say(text));
}
