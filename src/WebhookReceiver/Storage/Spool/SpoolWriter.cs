namespace WebhookReceiver.Storage.Spool;

/// <summary>
/// Spools items that the store did not take, and shows them to the readers. Belongs to the writer's thread.
/// </summary>
internal sealed partial class SpoolWriter(
    SpoolFile file,
    SpooledState spooledState,
    JournalMetrics metrics,
    JournalHealth health,
    ILogger logger
) : IDisposable
{
    private bool _hasFailed;

    public SpoolFile File => file;

    /// <summary>Afterwards each item is durable, or has its fault.</summary>
    public void Write(PendingWrite[] group)
    {
        try
        {
            file.Append([.. group.Select(write => write.Item)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _hasFailed = true;
            Log.Failed(logger, e.Message, group.Length);
            health.Is("neither the journal's store nor the spool can be written; messages are refused");
            var fault = new JournalUnavailableException("Neither the store nor the spool could store it.", e);
            foreach (var write in group)
            {
                write.Fault = fault;
            }

            return;
        }

        if (_hasFailed)
        {
            _hasFailed = false;
            health.Is("the journal's store fails; messages are kept in the spool again");
        }

        metrics.SpooledRecords(group.Length);
        foreach (var write in group)
        {
            // No reader needs events before they are in the store.
            if (write.Item is JournalRecord record)
            {
                write.Reply = spooledState.Add(record) ?? default;
            }
        }
    }

    /// <summary>Empties the spool: the store has everything now.</summary>
    public void Empty()
    {
        file.Empty();
        spooledState.Clear();
    }

    public void Dispose() => file.Dispose();

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "Neither the store nor the spool can be written ({Reason}): {Count} messages refused with 503"
        )]
        public static partial void Failed(ILogger logger, string reason, int count);
    }
}
