namespace WebhookReceiver.Journal;

/// <summary>Somebody who writes to us. The same number on another channel or in another project is somebody else.</summary>
internal readonly record struct ContactKey(string Project, string Channel, string Sender)
{
    public static ContactKey Of(IncomingMessage message) => new(message.Project, message.Channel, message.Sender);

    /// <summary>Never the number itself: this may end up in a log line.</summary>
    public override string ToString() => "contact";
}
