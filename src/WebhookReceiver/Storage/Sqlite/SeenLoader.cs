using Microsoft.Data.Sqlite;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Reads the keys of all rows into memory, newest first, because redeliveries come soon. It does not delay the start.
/// </summary>
internal sealed partial class SeenLoader(SeenIndex seen, SqliteReaders readers, TimeProvider time, ILogger logger)
{
    private const int Piece = 10_000;
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Loads in pages: one long read would block the checkpoint. If the store fails, it continues after the repair.
    /// </summary>
    public async Task LoadAsync(Action<SqliteException> failed, CancellationToken cancellationToken)
    {
        var before = long.MaxValue;
        var isTold = false;
        while (before > 0 && !seen.IsComplete && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                before = readers.Read(
                    (Seen: seen, Before: before),
                    static (reader, from) => AddPiece(reader.Connection, from.Seen, from.Before),
                    failed
                );
            }
            catch (JournalUnavailableException e)
            {
                if (!isTold)
                {
                    isTold = true;
                    Log.NotLoaded(logger, e);
                }

                await Task.Delay(BeforeNextTry, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (before == 0)
        {
            seen.Complete();
            return;
        }

        seen.Abandon();
    }

    /// <summary>Loads everything at once, before a write of records that the file may contain.</summary>
    public static void Load(SeenIndex seen, SqliteConnection connection)
    {
        for (var before = long.MaxValue; before > 0 && !seen.IsComplete; )
        {
            before = AddPiece(connection, seen, before);
        }

        seen.Complete();
    }

    /// <returns>The lowest added row; 0 if there are none below.</returns>
    private static long AddPiece(SqliteConnection connection, SeenIndex seen, long before)
    {
        using var keys = new Statement(
            connection,
            $"""
            SELECT id, key FROM message INDEXED BY message_key WHERE key IS NOT NULL AND id < ?1 ORDER BY id DESC LIMIT {Piece}
            """
        );
        keys.Bind(1, before);
        var read = 0;
        for (; keys.Step(); read++)
        {
            before = keys.Integer(0);
            if (keys.Bytes(1) is { Length: MessageKey.Length } key)
            {
                seen.Add(key, before);
            }
        }

        return read < Piece ? 0 : before;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The ids in the journal could not be loaded; new messages wait until they are"
        )]
        public static partial void NotLoaded(ILogger logger, Exception exception);
    }
}
