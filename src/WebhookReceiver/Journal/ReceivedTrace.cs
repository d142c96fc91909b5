namespace WebhookReceiver.Journal;

/// <summary>
/// The trace that a message leaves before foreign code runs on it, so that a crash in there loses nothing. Left once,
/// however often it is asked for.
/// </summary>
internal sealed class ReceivedTrace(IJournal journal, JournalRecord record)
{
    private readonly Lock _gate = new();
    private Task? _left;

    /// <summary>The key of the message.</summary>
    public JournalKey Key => record.Key;

    /// <summary>Completes when the message is durable.</summary>
    public Task LeaveAsync()
    {
        lock (_gate)
        {
            return _left ??= journal.CommitAsync(record).AsTask();
        }
    }
}
