namespace WebhookReceiver.Decoding;

/// <summary>What became of one message that was sent (protocol sheet, section 3.1).</summary>
/// <param name="Status">How far it came.</param>
/// <param name="Reference">The reference that was given to the platform with it; <see langword="null"/> if none came back.</param>
/// <param name="MessageId">The platform's id of the message, as the answer to the push gave it.</param>
/// <param name="PushId">The platform's id of the push.</param>
/// <param name="Number">Whom it was sent to.</param>
/// <param name="Error">Why it failed, in the platform's words; <see langword="null"/> if nothing was said.</param>
internal sealed record DeliveryReport(
    DeliveryStatus Status,
    string? Reference,
    string? MessageId,
    string? PushId,
    string? Number,
    string? Error
);

/// <summary>Status of a delivery report; numbers as on the wire, which also sends them as text.</summary>
internal enum DeliveryStatus
{
    /// <summary>Also whatever number this version does not know.</summary>
    Unknown = 0,
    Delivered = 1,
    Failed = 2,
    Read = 3,

    /// <summary>The channel took it.</summary>
    Submitted = 4,

    /// <summary>To be treated as failed.</summary>
    Refunded = 5,
}
