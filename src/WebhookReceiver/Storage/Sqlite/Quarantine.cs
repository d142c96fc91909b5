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
    private const string Select = "SELECT rowid, stored, reason, body FROM quarantine";

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

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<QuarantinedBody> List(SqliteConnection connection, int most)
    {
        var bodies = new List<QuarantinedBody>();
        using var all = new Statement(connection, $"{Select} ORDER BY rowid DESC LIMIT ?1");
        all.Bind(1, most);
        while (all.Step())
        {
            bodies.Add(Read(all));
        }

        return bodies;
    }

    public static QuarantinedBody? Find(SqliteConnection connection, long id)
    {
        using var one = new Statement(connection, $"{Select} WHERE rowid = ?1");
        one.Bind(1, id);
        return one.Step() ? Read(one) : null;
    }

    private static QuarantinedBody Read(Statement row) =>
        new(row.Integer(0), DateTimeOffset.FromUnixTimeSeconds(row.Integer(1)), row.Text(2)!, row.Bytes(3).ToArray());
}
