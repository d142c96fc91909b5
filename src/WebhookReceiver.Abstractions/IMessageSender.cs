namespace WebhookReceiver;

/// <summary>
/// Sends messages by the platform's Push API. A plug-in gets it as a constructor argument; the program implements it.
/// </summary>
/// <remarks>
/// The program stores an accepted message on disk and sends it at its time, within the platform's limits. The message
/// survives restarts. Thread-safe.
/// </remarks>
public interface IMessageSender
{
    /// <summary>Orders a message to be sent.</summary>
    /// <param name="message">The message and its recipient.</param>
    /// <param name="cancellationToken">Ends the wait; the program may have accepted the message all the same.</param>
    /// <returns>
    /// The reference of an accepted message, or the reason for a refusal. Acceptance does not mean that the contact
    /// gets the message.
    /// </returns>
    ValueTask<SendReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>Tells whether the program accepted a message.</summary>
/// <param name="Reference">The reference of the message; <see langword="null"/> if it was refused.</param>
/// <param name="Problem">
/// The reason for a refusal, for a human reader; <see langword="null"/> if the message was accepted.
/// </param>
public sealed record SendReceipt(string? Reference, string? Problem)
{
    /// <summary>True if the message is stored and will be sent.</summary>
    public bool IsTaken => Problem is null;

    /// <summary>True if the same message was ordered before under this reference: nothing new will be sent.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>True if the reference belongs to a message with another recipient or content.</summary>
    public bool IsConflict { get; init; }
}
