using System.Text;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>
/// Texts of a file that may have come from anywhere. SQLite hands them out up to U+0000 only, and does not hold lone surrogates: then the checksum of
/// the row, which is over the text as it came, cannot be compared.
/// </summary>
internal static class FileText
{
    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>The whole text.</summary>
    public static string Read(Statement row, int column) => Encoding.UTF8.GetString(row.Bytes(column));

    /// <summary>Whether one of these columns has a text that SQLite does not give back as it came.</summary>
    public static bool IsChanged(Statement row, int first, int count)
    {
        for (var column = first; column < first + count; column++)
        {
            if (row.Bytes(column).Contains((byte)0) || row.Bytes(column).IndexOf(Replacement) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
