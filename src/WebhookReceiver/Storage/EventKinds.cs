namespace WebhookReceiver.Storage;

/// <summary>
/// The events that rules can react to, as rule files spell them; see <see cref="IncomingMessage.Event"/>.
/// </summary>
internal static class EventKinds
{
    public const string Failed = "failed";
    public const string Delivered = "delivered";
    public const string Read = "read";
    public const string NewSubscriber = "new-subscriber";

    public static IReadOnlyList<string> All { get; } = [Failed, Delivered, Read, NewSubscriber];
}
