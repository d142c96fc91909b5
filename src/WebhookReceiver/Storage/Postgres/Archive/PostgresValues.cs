using Npgsql;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>Values of a row that may be missing.</summary>
internal static class PostgresValues
{
    public static string? Text(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : PostgresText.Read(row.GetString(column));

    public static long? Number(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>Empty if there is none.</summary>
    public static byte[] Bytes(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? [] : row.GetFieldValue<byte[]>(column);
}
