namespace WebhookReceiver.Storage.Contacts;

/// <summary>Whether a contact opted out. Nothing is sent unasked unless it is <see cref="None"/>.</summary>
internal enum OptOut
{
    None = 0,

    /// <summary>The state of the contact is damaged, so nobody knows.</summary>
    Unknown = 1,

    Stopped = 2,
}
