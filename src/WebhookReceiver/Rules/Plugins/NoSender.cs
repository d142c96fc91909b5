namespace WebhookReceiver.Rules.Plugins;

/// <summary>What a plug-in gets where rules are only tried: nobody receives anything.</summary>
internal sealed class NoSender : IMessageSender
{
    public static IMessageSender Instance { get; } = new NoSender();

    public ValueTask<SendReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new SendReceipt(null, "rules are only tried here; nothing is sent"));
}
