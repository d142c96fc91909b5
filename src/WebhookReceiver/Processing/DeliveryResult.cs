using System.Runtime.InteropServices;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Processing;

/// <summary>The outcome of a delivery.</summary>
internal enum DeliveryOutcome
{
    Replied = 0,
    Silent = 1,

    /// <summary>A repeated or concurrent delivery; it got the same bytes.</summary>
    Duplicate = 2,

    /// <summary>The body could not be decoded; it is stored.</summary>
    Quarantined = 3,

    /// <summary>The message could not be stored, so the caller gets 503 instead of an answer.</summary>
    Refused = 4,

    /// <summary>An event; it is stored.</summary>
    Recorded = 5,
}

/// <summary>The answer to one delivery of a message, and its origin.</summary>
/// <param name="Reply">The bytes of the reply; durable.</param>
/// <param name="Outcome">Replied, silent, a duplicate of one of these, or refused.</param>
/// <param name="Rule">The rule that answered; <see langword="null"/> if none did, or for a duplicate.</param>
/// <param name="Version">Version of the rule set; empty if no rule was asked.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DeliveryResult(
    ReadOnlyMemory<byte> Reply,
    DeliveryOutcome Outcome,
    string? Rule = null,
    string Version = ""
)
{
    /// <summary>Nothing is durable, so there is no answer: the platform delivers the message again.</summary>
    public static DeliveryResult Refused { get; } = new(default, DeliveryOutcome.Refused);

    public bool IsSilent => MessageResult.IsSilence(Reply);
}
