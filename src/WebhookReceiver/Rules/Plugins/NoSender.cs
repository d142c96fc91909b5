namespace WebhookReceiver.Rules.Plugins;

/// <summary>The sender for plug-ins in trial runs: it sends nothing.</summary>
internal sealed class NoSender : IMessageSender
{
    public static IMessageSender Instance { get; } = new NoSender();

    public ValueTask<SendReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new SendReceipt(null, "rules are only tried here; nothing is sent"));
}
