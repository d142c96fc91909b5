namespace WebhookReceiver.Decoding;

/// <summary>The fate of one sent message (protocol sheet, section 3.1).</summary>
/// <param name="Status">The stage it reached.</param>
/// <param name="Reference">The reference that the push carried; <see langword="null"/> if the report has none.</param>
/// <param name="MessageId">The platform's id of the message, from the answer to the push.</param>
/// <param name="PushId">The platform's id of the push.</param>
/// <param name="Number">The recipient.</param>
/// <param name="Error">The reason of a failure in the platform's words; <see langword="null"/> if it gave none.</param>
internal sealed record DeliveryReport(
    DeliveryStatus Status,
    string? Reference,
    string? MessageId,
    string? PushId,
    string? Number,
    string? Error
);

/// <summary>Status of a delivery report; the numbers of the wire, which may also be text there.</summary>
internal enum DeliveryStatus
{
    /// <summary>Unknown, or a number that this version does not know.</summary>
    Unknown = 0,
    Delivered = 1,
    Failed = 2,
    Read = 3,

    /// <summary>The channel accepted the message.</summary>
    Submitted = 4,

    /// <summary>Refunded; treat it as failed.</summary>
    Refunded = 5,
}
