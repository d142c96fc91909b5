namespace WebhookReceiver.Storage;

/// <summary>
/// An input that must be durable before its answer: a <see cref="JournalRecord"/> or an <see cref="EventRecord"/>.
/// </summary>
internal abstract record JournalItem
{
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// The body as received. Must not be pooled: the journal may write it after the request has ended.
    /// </summary>
    public ReadOnlyMemory<byte> Raw { get; init; }
}
