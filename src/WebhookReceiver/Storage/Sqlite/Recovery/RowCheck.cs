using Microsoft.Data.Sqlite;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>What a check of all rows found.</summary>
/// <param name="Damaged">Rows with a wrong checksum; they are refused.</param>
/// <param name="NotIndexed">Rows whose key is damaged in the index; they are found again.</param>
/// <param name="Contacts">Damaged states.</param>
/// <param name="Entries">Damaged messages to send.</param>
internal readonly record struct RowFindings(int Damaged, int NotIndexed, int Contacts = 0, int Entries = 0);

/// <summary>
/// Reads all rows with checksums once after the start and compares them, and messages with the index of keys, which SQLite's check leaves out.
/// </summary>
internal static class RowCheck
{
    private const int RowsAtOnce = 1_000;

    /// <summary>After each piece of work, which takes a few milliseconds: messages come first.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    /// <param name="connection">A connection for reading.</param>
    /// <param name="seen">The index, complete.</param>
    /// <param name="damagedRows">Counts what is found.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static RowFindings Run(
        SqliteConnection connection,
        SeenIndex seen,
        DamagedRows damagedRows,
        CancellationToken cancellationToken
    ) =>
        Messages(connection, seen, damagedRows, cancellationToken) with
        {
            Contacts = Contacts(connection, damagedRows, cancellationToken),
            Entries = Entries(connection, damagedRows, cancellationToken),
        };

    private static RowFindings Messages(
        SqliteConnection connection,
        SeenIndex seen,
        DamagedRows damagedRows,
        CancellationToken cancellationToken
    )
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
                var before = findings.Damaged;
                findings = Check(rows, seen, findings);
                if (findings.Damaged > before)
                {
                    damagedRows.Note(DamagedRows.Message, last);
                }
            }

            // Between two pieces no read is open, which would hold up the checkpoint.
            rows.Reset();
            Pause(isMore: read == RowsAtOnce, cancellationToken);
        }

        return findings;
    }

    private static int Contacts(
        SqliteConnection connection,
        DamagedRows damagedRows,
        CancellationToken cancellationToken
    )
    {
        var count = 0;
        var last = new ContactKey("", "", "");
        for (var read = RowsAtOnce; read == RowsAtOnce; )
        {
            read = 0;
            foreach (var (contact, isDamaged) in ContactTable.Check(connection, last, RowsAtOnce))
            {
                read++;
                last = contact;
                if (isDamaged)
                {
                    count++;
                    damagedRows.Note(DamagedRows.Contact, DamagedRows.NumberOf(contact));
                }
            }

            Pause(isMore: read == RowsAtOnce, cancellationToken);
        }

        return count;
    }

    private static int Entries(
        SqliteConnection connection,
        DamagedRows damagedRows,
        CancellationToken cancellationToken
    )
    {
        var count = 0;
        for (var last = 0L; ; )
        {
            var (damaged, next) = OutboxTable.Check(connection, last, RowsAtOnce);
            count += damaged.Count;
            foreach (var row in damaged)
            {
                damagedRows.Note(DamagedRows.Entry, row);
            }

            if (next == 0)
            {
                return count;
            }

            last = next;
            Pause(isMore: true, cancellationToken);
        }
    }

    private static void Pause(bool isMore, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (isMore)
        {
            Thread.Sleep(Rest);
        }
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
