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

    /// <summary>Does not send it any more.</summary>
    public static OutboxChange Cancel(OutboxEntry entry, DateTimeOffset now) =>
        new(entry.Reference, OutboxState.Cancelled, now) { Detail = "cancelled by hand" };
}
