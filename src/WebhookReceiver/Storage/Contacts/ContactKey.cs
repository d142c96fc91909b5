namespace WebhookReceiver.Storage.Contacts;

/// <summary>A contact. The same number on another channel or in another project is another contact.</summary>
/// <param name="Project">Project id.</param>
/// <param name="Channel">Channel id.</param>
/// <param name="Sender">The person, see <see cref="ContactId"/>; not always the number as it is written.</param>
internal readonly record struct ContactKey(string Project, string Channel, string Sender)
{
    public static ContactKey Of(IncomingMessage message) => Of(message.Project, message.Channel, message.Sender);

    /// <summary>The contact of a sender or recipient, however the number is spelled.</summary>
    public static ContactKey Of(string project, string channel, string sender) =>
        new(project, channel, IsNumberless(channel) ? sender : ContactId.Of(sender));

    /// <summary>Messenger and Instagram know subscribers by ids that only look like numbers (protocol sheet, section 4.1).</summary>
    public static bool IsNumberless(string channel) => channel is "5" or "11";

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
