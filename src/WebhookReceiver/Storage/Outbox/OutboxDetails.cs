namespace WebhookReceiver.Storage.Outbox;

/// <summary>The texts that the journal itself writes into <see cref="OutboxEntry.Detail"/>.</summary>
internal static class OutboxDetails
{
    public const string Expired = "too late: its time had passed before it could be sent";
    public const string Stopped = "the contact wants to hear nothing: stop was said";
    public const string Interrupted = "the server ended while it was being sent";
}
