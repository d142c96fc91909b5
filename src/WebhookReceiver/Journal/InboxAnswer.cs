using System.Runtime.InteropServices;

namespace WebhookReceiver.Journal;

/// <summary>What goes out, and how it came about.</summary>
/// <param name="Reply">The bytes; durable.</param>
/// <param name="Outcome">Replied, silent, or a duplicate of one of these.</param>
/// <param name="RuleName">The rule that answered; <see langword="null"/> if none did, or for a duplicate.</param>
/// <param name="BookVersion">The rule book that was asked; empty if none was.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct InboxAnswer(
    ReadOnlyMemory<byte> Reply,
    Outcome Outcome,
    string? RuleName = null,
    string BookVersion = ""
);
