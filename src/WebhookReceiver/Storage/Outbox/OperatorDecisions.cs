namespace WebhookReceiver.Storage.Outbox;

/// <summary>What an operator decides about an outgoing message.</summary>
internal static class OperatorDecisions
{
    /// <summary>Sends it again. After an unknown outcome the contact may get it twice.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="now">The instant.</param>
    /// <param name="age">How long it may take.</param>
    public static OutboxChange Retry(OutboxEntry entry, DateTimeOffset now, TimeSpan age) =>
        new(entry.Reference, OutboxState.Pending, now)
        {
            NextAt = now,
            ExpiresAt = now + age,
            Detail = "to be sent anew, by hand",
        };

    /// <summary>Says what became of a message whose outcome is unknown. A later report may still say otherwise.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="isSent">Whether the contact got it.</param>
    /// <param name="now">The instant.</param>
    public static OutboxChange Settle(OutboxEntry entry, bool isSent, DateTimeOffset now) =>
        isSent
            ? new(entry.Reference, OutboxState.Accepted, now) { Detail = "marked as sent, by hand" }
            : new(entry.Reference, OutboxState.Failed, now) { Detail = "marked as not sent, by hand" };

    /// <summary>Does not send it any more.</summary>
    public static OutboxChange Cancel(OutboxEntry entry, DateTimeOffset now) =>
        new(entry.Reference, OutboxState.Cancelled, now) { Detail = "cancelled by hand" };
}
