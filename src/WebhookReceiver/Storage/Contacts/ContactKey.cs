namespace WebhookReceiver.Storage.Contacts;

/// <summary>Somebody who writes to us. The same number on another channel or in another project is somebody else.</summary>
internal readonly record struct ContactKey(string Project, string Channel, string Sender)
{
    public static ContactKey Of(IncomingMessage message) => new(message.Project, message.Channel, message.Sender);

    /// <summary>Numbers hardly ever meet: hashing the sender alone is a third of the work, six times a message.</summary>
    public override int GetHashCode() => string.GetHashCode(Sender, StringComparison.Ordinal);

    public bool Equals(ContactKey other) =>
        string.Equals(Sender, other.Sender, StringComparison.Ordinal)
        && string.Equals(Channel, other.Channel, StringComparison.Ordinal)
        && string.Equals(Project, other.Project, StringComparison.Ordinal);

    /// <summary>Never the number itself: this may end up in a log line.</summary>
    public override string ToString() => "contact";
}
