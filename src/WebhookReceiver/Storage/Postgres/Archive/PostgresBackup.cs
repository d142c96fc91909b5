using System.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Archive;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>
/// Copies the shared journal as of one instant into a journal of a data folder, beside running servers. A server that starts with it knows every
/// reply that the database knew.
/// </summary>
internal sealed class PostgresBackup(PostgresDatabase database)
{
    private const int RowsInTransaction = 2_000;

    private const string Messages = """
        SELECT m.id, CASE WHEN s.id IS NOT NULL THEN m.key END, extract(epoch FROM m.stored)::bigint, m.received, m.seed, m.sender, m.rule,
          m.book, m.micros, m.reply, m.state_before, m.foreign_results, m.decoded, m.raw, m.tries, m.asked
        FROM {schema}.message m LEFT JOIN {schema}.seen s ON s.project = m.project AND s.key = m.key AND s.id = m.id
        ORDER BY m.id
        """;

    /// <summary>Settled events come first: the journal of a data folder marks the last settled one.</summary>
    private const string Events = """
        SELECT id, hash, extract(epoch FROM day)::bigint, received, last, times, kind, event_id, project, raw, settled
        FROM {schema}.event ORDER BY NOT settled, id
        """;

    /// <summary>The file of the secrets that belong to a copy.</summary>
    public static string SecretsOf(string target) => target + ".secrets";

    /// <exception cref="Hosting.StartRefusedException">The target exists or cannot be written.</exception>
    /// <exception cref="JournalUnavailableException">The database cannot be read.</exception>
    /// <returns>The number of messages in the copy.</returns>
    public long Make(string target)
    {
        BackupFile.Demand(target);
        BackupFile.Demand(SecretsOf(target));
        var secrets = BlockingCall.Result(Installation.ReadAsync(database));
        var count = BackupFile.Write(target, unfinished => BlockingCall.Run(FillAsync(unfinished)));
        secrets.WriteAnew(SecretsOf(target));
        return count;
    }

    private async Task FillAsync(string path)
    {
        using var file = Database.OpenForWriting(path);
        Schema.Migrate(file, path);
        try
        {
            await using var connection = await database.OpenAsync();
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            await CopyAsync(connection, file);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw PostgresDatabase.Unavailable(e);
        }
    }

    private async Task CopyAsync(NpgsqlConnection connection, SqliteConnection file)
    {
        using (var copied = new CopiedMessages(file))
        {
            await EachAsync(connection, file, Messages, copied.Add);
            // Numbers of rows are never used twice, also those of rows that are gone.
            await MarkAsync(connection, file, Watermarks.LastMessage, "message_id", atLeast: copied.Last);
        }

        using (var copied = new CopiedContacts(file))
        {
            await EachAsync(
                connection,
                file,
                "SELECT project, channel, sender, version, state FROM {schema}.contact WHERE state IS NOT NULL ORDER BY 1, 2, 3",
                copied.Add
            );
            await MarkAsync(connection, file, Watermarks.ContactVersion, "contact_version");
        }

        using (var copied = new CopiedOutbox(file))
        {
            await EachAsync(
                connection,
                file,
                $"SELECT {OutboxRow.Columns}, o.served, o.turn FROM {{schema}}.outbox o ORDER BY o.id",
                copied.Add
            );
            await MarkAsync(connection, file, OutboxQueue.TurnMark, "outbox_turn");
        }

        using (var copied = new CopiedEvents(file))
        {
            await EachAsync(connection, file, Events, copied.Add);
            Watermarks.Set(file, Watermarks.EventsSettled, copied.LastSettled);
        }

        using (var copied = new CopiedRemains(file))
        {
            await EachAsync(
                connection,
                file,
                "SELECT hash, received, reason, body FROM {schema}.quarantine ORDER BY id",
                copied.AddUnreadable
            );
            await EachAsync(
                connection,
                file,
                "SELECT hash, extract(epoch FROM day)::bigint FROM {schema}.tombstone",
                copied.AddTombstone
            );
        }
    }

    /// <summary>Copies row by row: the memory holds one.</summary>
    private async Task EachAsync(
        NpgsqlConnection connection,
        SqliteConnection file,
        string statement,
        Action<NpgsqlDataReader> add
    )
    {
        await using var command = database.Command(connection, statement);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync();
        Database.Execute(file, "BEGIN");
        for (var count = 1; await rows.ReadAsync(); count++)
        {
            add(rows);
            if (count % RowsInTransaction == 0)
            {
                Database.Execute(file, "COMMIT; BEGIN");
            }
        }

        Database.Execute(file, "COMMIT");
    }

    private async Task MarkAsync(
        NpgsqlConnection connection,
        SqliteConnection file,
        string mark,
        string sequence,
        long atLeast = 0
    )
    {
        var last = await database.ReadAsync(
            connection,
            $"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {{schema}}.{sequence}",
            row => row.GetInt64(0)
        );
        if (Math.Max(last[0], atLeast) is > 0 and var value)
        {
            Watermarks.Set(file, mark, value);
        }
    }
}
