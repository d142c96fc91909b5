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
    private bool _isDamageTold;

    public SpoolFile File => file;

    /// <summary>All spooled items, in order. Damage before some of them is told once, and a copy of the file is kept.</summary>
    /// <exception cref="InvalidDataException">The file is not a spool.</exception>
    public IReadOnlyList<JournalItem> ReadAll(DateTimeOffset now)
    {
        var known = file.Count;
        var items = file.ReadAll();
        if ((file.HasAppendsBehindDamage || items.Count < known) && !_isDamageTold)
        {
            _isDamageTold = true;
            Log.Damaged(logger, file.CopyAside(now), items.Count);
        }

        return items;
    }

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
            var fault = new JournalUnavailableException("Neither the store nor the spool could keep it.", e);
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
        _isDamageTold = false;
    }

    public void Dispose() => file.Dispose();

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "THE SPOOL IS DAMAGED. A copy is kept as {Aside}; the {Count} messages before the damage are saved, those behind it are lost "
                + "and may be answered a second time when they are delivered again"
        )]
        public static partial void Damaged(ILogger logger, string aside, int count);

        [LoggerMessage(
            LogLevel.Critical,
            "Neither the store nor the spool can be written ({Reason}): {Count} messages refused with 503"
        )]
        public static partial void Failed(ILogger logger, string reason, int count);
    }
}
