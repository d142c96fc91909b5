using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>What an import added to the database.</summary>
internal sealed record ImportedRows(int Messages, int Contacts, int Events, int Outbox, int Unreadable, int Erased);

/// <summary>
/// Takes the journal of a data folder into the database, beside running servers. What the database knows already stays as it is, so an import that was
/// interrupted is run again.
/// </summary>
/// <param name="database">The database, with the tables of this program.</param>
/// <param name="file">The file, opened for reading.</param>
/// <param name="path">Its path.</param>
internal sealed class PostgresImport(PostgresDatabase database, SqliteConnection file, string path)
{
    private const int RowsAtOnce = 500;

    /// <param name="keptDays">Older days get no partition of their own.</param>
    /// <exception cref="StartRefusedException">A row of the file is damaged; what was before it is in the database.</exception>
    /// <exception cref="JournalUnavailableException">The database fails; another run goes on.</exception>
    public async Task<ImportedRows> RunAsync(int keptDays)
    {
        await DemandNobodyForgottenAsync();
        var keepsNumbers = await ReserveNumbersAsync();
        await MakeDaysAsync(keptDays);
        var rest = new ImportedRest(database, keepsNumbers);
        // First what a later delivery must not find undone.
        var erased = await EachAsync(
            "SELECT hash, stored FROM tombstone",
            ImportedRest.TombstoneOf,
            rest.AddTombstonesAsync
        );
        var contacts = await EachAsync(
            $"SELECT {ImportedRest.ContactColumns} FROM contact",
            ImportedRest.ContactOf,
            rest.AddContactsAsync
        );
        var messages = await AddMessagesAsync(new ImportedMessages(database, Projects(), keepsNumbers));
        var outbox = await EachAsync(
            $"SELECT {ImportedRest.EntryColumns}, m.key FROM outbox o LEFT JOIN message m ON m.id = o.message ORDER BY o.id",
            rest.EntryOf,
            rest.AddEntriesAsync
        );
        var lastSettled = Watermarks.Of(file, Watermarks.EventsSettled);
        var events = await EachAsync(
            $"SELECT {ImportedRest.EventColumns} FROM event ORDER BY id",
            row => ImportedRest.EventOf(row, lastSettled),
            rest.AddEventsAsync
        );
        var unreadable = await EachAsync(
            "SELECT hash, stored, reason, body FROM quarantine ORDER BY rowid",
            ImportedRest.UnreadableOf,
            rest.AddUnreadableAsync
        );
        return new ImportedRows(messages, contacts, events, outbox, unreadable, erased);
    }

    /// <summary>The file would bring them back.</summary>
    private async Task DemandNobodyForgottenAsync()
    {
        var forgotten = await database.ReadAsync("SELECT count(*) FROM {schema}.erasure", row => row.GetInt64(0));
        if (forgotten[0] > 0)
        {
            throw new StartRefusedException(
                $"The database has forgotten contacts since it was made, and {path} may bring them back. Import into another Journal:Schema, and forget them there anew."
            );
        }
    }

    /// <summary>In a database that nobody uses yet, rows keep their numbers; the next message gets a number above them.</summary>
    private Task<bool> ReserveNumbersAsync() =>
        database.InTransactionAsync(async connection =>
        {
            var isNew = await database.ReadAsync(
                connection,
                """
                SELECT NOT is_called AND NOT EXISTS (SELECT 1 FROM {schema}.replica WHERE seen > clock_timestamp() - interval '30 seconds')
                FROM {schema}.message_id
                """,
                row => row.GetBoolean(0)
            );
            var last = Math.Max(
                Watermarks.Of(file, Watermarks.LastMessage),
                Database.Number(file, "SELECT max(id) FROM message")
            );
            if (!isNew[0] || last == 0)
            {
                return false;
            }

            await database.ReadAsync(
                connection,
                "SELECT setval('{schema}.message_id', $1)",
                row => row.GetInt64(0),
                last
            );
            if (Watermarks.Of(file, OutboxQueue.TurnMark) is > 0 and var turn)
            {
                await database.ReadAsync(
                    connection,
                    "SELECT setval('{schema}.outbox_turn', $1)",
                    row => row.GetInt64(0),
                    turn
                );
            }

            return true;
        });

    /// <summary>A day whose messages are in the database already stays where they are.</summary>
    private async Task MakeDaysAsync(int keptDays)
    {
        using var days = new Statement(
            file,
            "SELECT DISTINCT stored / 86400 FROM message WHERE stored > (SELECT max(stored) FROM message) - ?1 * 86400 ORDER BY 1"
        );
        days.Bind(1, keptDays);
        while (days.Step())
        {
            var day = DateTimeOffset.FromUnixTimeSeconds(days.Integer(0) * 86_400);
            try
            {
                await database.InTransactionAsync(connection =>
                    database.RunAsync(
                        connection,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"CREATE TABLE IF NOT EXISTS {{schema}}.message_{day:yyyyMMdd} PARTITION OF {{schema}}.message FOR VALUES FROM ('{day:yyyy-MM-dd}') TO ('{day.AddDays(1):yyyy-MM-dd}')"
                        )
                    )
                );
            }
            catch (JournalUnavailableException e) when (e.InnerException is PostgresException)
            {
                // Its rows go into the partition of the others.
            }
        }
    }

    private async Task<int> AddMessagesAsync(ImportedMessages piece)
    {
        var added = 0;
        using var rows = new Statement(file, $"SELECT {ImportedMessages.Columns} FROM message ORDER BY id");
        while (rows.Step())
        {
            if (!piece.Add(rows))
            {
                throw Damaged($"message {rows.Integer(0)}");
            }

            if (piece.IsFull)
            {
                added += await piece.WriteAsync();
            }
        }

        return added + await piece.WriteAsync();
    }

    private async Task<int> EachAsync(
        string select,
        Func<Statement, object?[]?> valuesOf,
        Func<IReadOnlyList<object?[]>, Task<int>> add
    )
    {
        var added = 0;
        var piece = new List<object?[]>(RowsAtOnce);
        using var rows = new Statement(file, select);
        while (rows.Step())
        {
            piece.Add(valuesOf(rows) ?? throw Damaged("a contact or an outgoing message"));
            if (piece.Count == RowsAtOnce)
            {
                added += await add(piece);
                piece.Clear();
            }
        }

        return added + await add(piece);
    }

    private List<string> Projects()
    {
        var projects = new List<string>();
        using var all = new Statement(file, "SELECT DISTINCT project FROM contact");
        while (all.Step())
        {
            projects.Add(all.Text(0)!);
        }

        using var last = new Statement(
            file,
            "SELECT decoded FROM message WHERE decoded IS NOT NULL ORDER BY id DESC LIMIT 1"
        );
        if (
            last.Step()
            && StoredMessage.Read(last.Bytes(0).ToArray()).Project is var project
            && !projects.Contains(project)
        )
        {
            projects.Add(project);
        }

        return projects;
    }

    private StartRefusedException Damaged(string what) =>
        new(
            $"{path} is damaged at {what}. Start a server of this version on it once: it says what is lost. What was before is imported; run the import again then."
        );
}
