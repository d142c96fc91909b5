namespace WebhookReceiver;

/// <summary>
/// Sends messages by the platform's Push API. A plug-in gets it through its constructor; the program implements it.
/// </summary>
/// <remarks>
/// A message that is taken is kept on disk and sent when its time has come, within the platform's limits; it survives
/// restarts. Safe for use from several threads.
/// </remarks>
public interface IMessageSender
{
    /// <summary>Orders a message.</summary>
    /// <param name="message">What to send, and to whom.</param>
    /// <param name="cancellationToken">Ends the wait; the message may have been taken all the same.</param>
    /// <returns>Its reference, or why it was not taken. That the contact gets it is not certain yet.</returns>
    ValueTask<SendReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>Whether a message was taken.</summary>
/// <param name="Reference">Its reference; <see langword="null"/> if it was not taken.</param>
/// <param name="Problem">Why it was not taken, for a person; <see langword="null"/> if it was.</param>
public sealed record SendReceipt(string? Reference, string? Problem)
{
    /// <summary>True if it is kept and will be sent.</summary>
    public bool IsTaken => Problem is null;
}
