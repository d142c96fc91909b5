namespace WebhookReceiver.Storage.Spool;

/// <summary>
/// Spools items that the store did not take, and shows them to the readers. Belongs to the writer's thread.
/// </summary>
internal sealed partial class SpoolWriter(
    SpoolFile file,
    SpooledState spooledState,
    JournalMetrics metrics,
    JournalHealth health,
    LostFiles lostFiles,
    TimeProvider time,
    ILogger logger
) : IDisposable
{
    /// <summary>With less room, long messages are refused, and soon all of them.</summary>
    private const int LeastRoom = 64 * 1024;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private bool _hasFailed;
    private string _reason = "";
    private int _untold;
    private long? _told;
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
            Watch(thoroughly: false);
            file.Append([.. group.Select(write => write.Item)]);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or NotSupportedException or InvalidDataException)
        {
            _hasFailed = true;
            _reason = e.Message;
            _untold += group.Length;
            Tell();
            health.Refuses(true);
            var fault = new JournalUnavailableException("Neither the store nor the spool could store it.", e);
            foreach (var write in group)
            {
                write.Fault = fault;
            }

            return;
        }

        _hasFailed = false;
        health.Refuses(IsNearlyFull);
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

    /// <summary>
    /// Called every second while the store fails: callers whom readiness keeps away cannot find out that there is room
    /// again.
    /// </summary>
    public void Look()
    {
        Tell();
        if (!_hasFailed && !IsNearlyFull)
        {
            return;
        }

        try
        {
            file.DemandRoom(LeastRoom);
            _hasFailed = false;
            health.Refuses(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            health.Refuses(true);
        }
    }

    /// <summary>
    /// Called every second, and before each write: if the file is no longer what it was, it is made anew with what can be read.
    /// </summary>
    /// <exception cref="IOException">That failed, so nothing may be written.</exception>
    public void Watch(bool thoroughly)
    {
        var loss = file.Look(thoroughly);
        if (loss is FileLoss.None)
        {
            return;
        }

        lostFiles.Found(LostFiles.Spool, file.Path, loss, "It is made anew with what can be read");
        var known = file.Count;
        file.Restore(loss, time.GetUtcNow());
        if (file.Count < known)
        {
            lostFiles.SpooledLost(known - file.Count);
        }
    }

    /// <summary>As <see cref="Watch"/>, while nothing is to be written: a failure shows at the next write.</summary>
    public void TryWatch()
    {
        try
        {
            Watch(thoroughly: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Told by the look itself.
        }
    }

    /// <summary>Shows the readers what an earlier process left in the spool.</summary>
    public void Show(IEnumerable<JournalItem> items)
    {
        foreach (var record in items.OfType<JournalRecord>())
        {
            spooledState.Add(record);
        }
    }

    /// <summary>Empties the spool: the store has everything now.</summary>
    public void Empty()
    {
        file.Empty();
        spooledState.Clear();
        _hasFailed = false;
        _told = null;
        Tell();
        health.Refuses(false);
        _isDamageTold = false;
    }

    public void Dispose() => file.Dispose();

    private bool IsNearlyFull => file.Left < LeastRoom;

    /// <summary>One line a minute: the log may be on the same disk.</summary>
    private void Tell()
    {
        if (_untold == 0 || (_told is { } told && time.GetElapsedTime(told) < BetweenLines))
        {
            return;
        }

        Log.Failed(logger, _reason, _untold);
        _untold = 0;
        _told = time.GetTimestamp();
    }

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
