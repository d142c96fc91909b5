using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>Whether an order repeats a stored one, or only uses its reference for something else.</summary>
internal static class SameOrder
{
    /// <summary>True if recipient and content are the same. The time may differ: who orders again may order later.</summary>
    public static bool Is(OutboxEntry kept, OutboxEntry asked) =>
        string.Equals(kept.Contact.Channel, asked.Contact.Channel, StringComparison.Ordinal)
        && string.Equals(kept.Contact.Sender, asked.Contact.Sender, StringComparison.Ordinal)
        && ContentOf(kept).SequenceEqual(ContentOf(asked));

    /// <summary>The problem for a human reader.</summary>
    public static string Conflict(string reference) =>
        $"the reference {reference} belongs to a message with another recipient or content; choose another";

    // A renewed setting must not make a repeated order another one.
    private static ReadOnlySpan<byte> ContentOf(OutboxEntry entry) =>
        OutboxBody.TryRead(entry, out var message) ? (message with { Project = "" }).ToJson() : entry.Body.Span;
}
