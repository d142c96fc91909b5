using System.Runtime.InteropServices;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Processing;

/// <summary>How a delivery ended.</summary>
internal enum DeliveryOutcome
{
    Replied = 0,
    Silent = 1,

    /// <summary>Delivered again, or together with its twin: got the same bytes.</summary>
    Duplicate = 2,

    /// <summary>Could not be decoded; its body is kept.</summary>
    Quarantined = 3,

    /// <summary>Could not be kept, so it is not answered (503).</summary>
    Refused = 4,

    /// <summary>An event, kept.</summary>
    Recorded = 5,
}

/// <summary>What one delivery of a message gets, and how it came about.</summary>
/// <param name="Reply">The bytes; durable.</param>
/// <param name="Outcome">Replied, silent, a duplicate of one of these, or refused.</param>
/// <param name="Rule">The rule that answered; <see langword="null"/> if none did, or for a duplicate.</param>
/// <param name="Version">Version of the rules that were asked; empty if none were.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DeliveryResult(
    ReadOnlyMemory<byte> Reply,
    DeliveryOutcome Outcome,
    string? Rule = null,
    string Version = ""
)
{
    /// <summary>Nothing is durable, so nothing may be answered: the platform delivers it again.</summary>
    public static DeliveryResult Refused { get; } = new(default, DeliveryOutcome.Refused);

    public bool IsSilent => MessageResult.IsSilence(Reply);
}
