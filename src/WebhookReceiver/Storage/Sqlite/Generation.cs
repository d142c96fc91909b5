using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Counts the beginnings of the journal's log, in the header of the journal (SQLite's <c>application_id</c>). So a log shows that it
/// does not belong to the file beside it, such as a restored older copy.
/// </summary>
internal static class Generation
{
    /// <summary>Place in the first page of the file.</summary>
    public const int Offset = 68;

    /// <summary>Begins the next; in the caller's transaction, if there is one.</summary>
    public static void Begin(SqliteConnection connection) =>
        Database.Execute(
            connection,
            $"PRAGMA application_id = {(Database.Number(connection, "PRAGMA application_id") + 1) & int.MaxValue}"
        );
}
