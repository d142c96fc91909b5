using WebhookReceiver.Storage.Spool;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>Writes spooled items to the store, in groups. What the store refuses row by row is kept in files.</summary>
internal static class SpoolTransfer
{
    private const int GroupOfSpool = 512;

    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The store fails; the items stay in the spool.</exception>
    public static void Run(SqliteStore store, IEnumerable<JournalItem> items, long now, string journal, ILogger logger)
    {
        foreach (var group in items.Chunk(GroupOfSpool))
        {
            var writes = group.Select(item => new PendingWrite(item)).ToArray();
            var result = GroupCommit.Run(store, writes, now);
            if (result.Fault is { } fault)
            {
                throw fault;
            }

            RejectedRecords.Keep(journal, result.Left.Select(write => write.Item), logger);
        }
    }
}
