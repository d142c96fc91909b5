namespace WebhookReceiver.Storage;

/// <summary>Something that came in and must be durable before it is answered: a <see cref="JournalRecord"/> or an <see cref="EventRecord"/>.</summary>
internal abstract record JournalItem
{
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The body as received. Must not be pooled: it may still be written after the request has ended.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }
}
