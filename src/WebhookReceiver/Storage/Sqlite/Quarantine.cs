using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Stores bodies that could not be decoded, for a later decoder: once per content, the first 64 KB, the newest
/// thousand.
/// </summary>
internal static class Quarantine
{
    private const int MostBytes = 64 * 1024;
    private const int MostRows = 1_000;

    public static bool Keep(SqliteConnection connection, string reason, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        using var insert = new Statement(
            connection,
            "INSERT INTO quarantine(hash, stored, reason, body) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"
        );
        insert.Bind(1, SHA256.HashData(body));
        insert.Bind(2, now.ToUnixTimeSeconds());
        insert.Bind(3, reason);
        insert.Bind(4, body.IsEmpty ? [0] : body[..Math.Min(body.Length, MostBytes)]);
        insert.Run();
        Database.Execute(
            connection,
            $"DELETE FROM quarantine WHERE rowid <= (SELECT max(rowid) FROM quarantine) - {MostRows}"
        );
        return true;
    }
}
