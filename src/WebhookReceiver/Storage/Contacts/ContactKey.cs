namespace WebhookReceiver.Storage.Contacts;

/// <summary>A contact. The same number on another channel or in another project is another contact.</summary>
internal readonly record struct ContactKey(string Project, string Channel, string Sender)
{
    public static ContactKey Of(IncomingMessage message) => new(message.Project, message.Channel, message.Sender);

    /// <summary>
    /// Equal numbers on two channels are rare: hashing the sender alone is a third of the work, six times a message.
    /// </summary>
    public override int GetHashCode() => string.GetHashCode(Sender, StringComparison.Ordinal);

    public bool Equals(ContactKey other) =>
        string.Equals(Sender, other.Sender, StringComparison.Ordinal)
        && string.Equals(Channel, other.Channel, StringComparison.Ordinal)
        && string.Equals(Project, other.Project, StringComparison.Ordinal);

    /// <summary>Never the number itself: this may appear in a log line.</summary>
    public override string ToString() => "contact";
}
