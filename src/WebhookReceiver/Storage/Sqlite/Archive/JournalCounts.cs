using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite.Archive;

/// <summary>The number of rows of each kind in the journal.</summary>
internal sealed record JournalCounts(
    long Messages,
    long Unanswered,
    long Contacts,
    long Events,
    long ToSend,
    long Sent,
    long Unreadable,
    long Erased
)
{
    public static JournalCounts Of(SqliteConnection connection) =>
        new(
            Database.Number(connection, "SELECT count(*) FROM message"),
            Database.Number(connection, "SELECT count(*) FROM message WHERE reply IS NULL"),
            Database.Number(connection, "SELECT count(*) FROM contact"),
            Database.Number(connection, "SELECT count(*) FROM event"),
            Database.Number(connection, "SELECT count(*) FROM outbox WHERE state <= 2"),
            Database.Number(connection, "SELECT count(*) FROM outbox WHERE state > 2"),
            Database.Number(connection, "SELECT count(*) FROM quarantine"),
            Database.Number(connection, "SELECT count(*) FROM tombstone")
        );
}
