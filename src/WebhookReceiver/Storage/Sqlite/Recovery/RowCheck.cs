using Microsoft.Data.Sqlite;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>What a check of all rows found.</summary>
/// <param name="Damaged">Rows with a wrong checksum; they are refused.</param>
/// <param name="NotIndexed">Rows whose key is damaged in the index; they are found again.</param>
internal readonly record struct RowFindings(int Damaged, int NotIndexed);

/// <summary>
/// Reads all messages once after the start and compares them with their checksums, and with the index of keys, which SQLite's check leaves out.
/// </summary>
internal static class RowCheck
{
    private const int RowsAtOnce = 1_000;

    /// <summary>After each piece of work, which takes a few milliseconds: messages come first.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    /// <param name="connection">A connection for reading.</param>
    /// <param name="seen">The index, complete.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static RowFindings Run(SqliteConnection connection, SeenIndex seen, CancellationToken cancellationToken)
    {
        var findings = default(RowFindings);
        using var rows = new Statement(
            connection,
            $"SELECT id, key, reply, checksum FROM message NOT INDEXED WHERE id > ?1 ORDER BY id LIMIT {RowsAtOnce}"
        );
        var last = 0L;
        for (var read = RowsAtOnce; read == RowsAtOnce; )
        {
            rows.Bind(1, last);
            for (read = 0; rows.Step(); read++)
            {
                last = rows.Integer(0);
                findings = Check(rows, seen, findings);
            }

            // Between two pieces no read is open, which would hold up the checkpoint.
            rows.Reset();
            cancellationToken.ThrowIfCancellationRequested();
            if (read == RowsAtOnce)
            {
                Thread.Sleep(Rest);
            }
        }

        return findings;
    }

    private static RowFindings Check(Statement row, SeenIndex seen, RowFindings findings)
    {
        if (row.IsNull(1) || row.IsNull(3))
        {
            return findings; // too old for a redelivery, or of an earlier build
        }

        var key = row.Bytes(1);
        if (row.Integer(3) != RowChecksum.OfMessage(row.Integer(0), key, row.Bytes(2)))
        {
            return findings with { Damaged = findings.Damaged + 1 };
        }

        return key.Length == MessageKey.Length && seen.Add(key, row.Integer(0))
            ? findings with
            {
                NotIndexed = findings.NotIndexed + 1,
            }
            : findings;
    }
}
