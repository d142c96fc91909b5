using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Tests.Golden;

/// <summary>The rows of a journal as text: one line per column, texts unchanged, other bytes in hexadecimal.</summary>
internal static class StoredRows
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Of(TemporaryFolder data, params string[] tables)
    {
        using var store = Open(data);
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            using var all = store.CreateCommand();
#pragma warning disable CA2100 // the tests name the tables
            all.CommandText = $"SELECT * FROM {table} ORDER BY 1, 2";
#pragma warning restore CA2100
            using var row = all.ExecuteReader();
            while (row.Read())
            {
                text.Append(table).Append('\n');
                for (var i = 0; i < row.FieldCount; i++)
                {
                    text.Append("  ").Append(row.GetName(i)).Append(": ").Append(Shown(row.GetValue(i))).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    public static SqliteConnection Open(TemporaryFolder data)
    {
        var store = new SqliteConnection($"Data Source={data.PathOf("journal.db")};Pooling=False");
        store.Open();
        return store;
    }

    private static string Shown(object value) =>
        value switch
        {
            DBNull => "nothing",
            byte[] bytes => $"{bytes.Length} bytes {Shown(bytes)}",
            string said => $"text {said}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string Shown(byte[] bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            return text.Any(char.IsControl) || text.Length == 0 ? Convert.ToHexStringLower(bytes) : text;
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToHexStringLower(bytes);
        }
    }
}
