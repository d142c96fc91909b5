using System.Security.Cryptography;
using Npgsql;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>Bodies that could not be decoded: once per content, the first 64 KB, the newest thousand.</summary>
internal static class PostgresQuarantine
{
    private const int MostBytes = 64 * 1024;
    private const int MostRows = 1_000;
    private const string Select = "SELECT id, received, reason, body FROM {schema}.quarantine";

    public static async ValueTask KeepAsync(
        PostgresDatabase database,
        string reason,
        ReadOnlyMemory<byte> body,
        DateTimeOffset now
    ) =>
        await database.InTransactionAsync(async connection =>
        {
            await database.RunAsync(
                connection,
                "INSERT INTO {schema}.quarantine(hash, received, reason, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                SHA256.HashData(body.Span),
                now.UtcTicks,
                PostgresText.Escape(reason),
                body[..Math.Min(body.Length, MostBytes)].ToArray()
            );
            return await database.RunAsync(
                connection,
                "DELETE FROM {schema}.quarantine WHERE id <= (SELECT max(id) FROM {schema}.quarantine) - $1",
                (long)MostRows
            );
        });

    /// <summary>The newest first.</summary>
    public static async ValueTask<IReadOnlyList<QuarantinedBody>> ListAsync(PostgresDatabase database, int most) =>
        await database.ReadAsync($"{Select} ORDER BY id DESC LIMIT $1", Read, (long)most);

    public static async ValueTask<QuarantinedBody?> FindAsync(PostgresDatabase database, long id) =>
        (await database.ReadAsync($"{Select} WHERE id = $1", Read, id)) is [var one] ? one : null;

    private static QuarantinedBody Read(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            // In seconds, as in the data folder's journal.
            DateTimeOffset.FromUnixTimeSeconds(new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero).ToUnixTimeSeconds()),
            PostgresText.Read(row.GetString(2)),
            row.GetFieldValue<byte[]>(3)
        );
}
