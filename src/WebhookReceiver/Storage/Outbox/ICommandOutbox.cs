namespace WebhookReceiver.Storage.Outbox;

/// <summary>
/// The outbox for commands, with or without a running server. The server sees added entries at its next scan. All calls block.
/// </summary>
internal interface ICommandOutbox : IDisposable
{
    /// <summary>Adds entries, each once by its reference, in transactions of some hundred.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="progress">Called with the number of processed entries.</param>
    /// <returns>The number of new entries.</returns>
    int Add(IReadOnlyList<OutboxEntry> entries, Action<int>? progress = null);

    /// <summary>Whether a sender wrote before. A mailing asks often, so all are read at the first question.</summary>
    bool HasWritten(string sender);

    /// <summary>Finds an entry by reference, or by its row number, such as o12.</summary>
    OutboxEntry? Find(string asked);

    IReadOnlyList<OutboxEntry> List(OutboxQuery query);

    /// <summary>Records an operator's decision.</summary>
    /// <returns>The changed entry; <see langword="null"/> if it does not exist.</returns>
    OutboxEntry? Change(OutboxChange change);

    /// <summary>The number of entries of a topic in each state.</summary>
    IReadOnlyDictionary<OutboxState, int> Count(string topic);

    /// <summary>
    /// The reason why entries of a topic wait, of the one that waits longest; <see langword="null"/>: none is held up.
    /// </summary>
    string? WhyWaiting(string topic);

    /// <summary>Why entries of a topic did not go out for sure: each reason with its state and count, the most frequent first.</summary>
    IReadOnlyList<(OutboxState State, string? Reason, int Count)> Failures(string topic);

    /// <summary>What no server uses, so that nobody sends; <see langword="null"/>: a server runs.</summary>
    string? NotInUse();
}
