using System.Runtime.InteropServices;
using Npgsql;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>What <c>commit_messages_1</c> says of a row; the numbers are those of the function.</summary>
internal enum RowKind
{
    Counts = 0,
    Stale = 1,
    Held = 2,
    Running = 3,
    AnsweredBefore = 4,

    /// <summary>The right of another replica to decide it has ended; this one has it now.</summary>
    Unanswered = 5,

    /// <summary>It counts, and there is another message with its id.</summary>
    OtherContent = 6,
}

/// <summary>A row that is not plainly new.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Version">Version of the contact's state in the database.</param>
/// <param name="State">The state, if this replica has another one.</param>
/// <param name="Reply">The stored reply; <see langword="null"/> if there is none, or if the message was erased.</param>
/// <param name="Tries">Deliveries whose external code began, if unanswered.</param>
/// <param name="Asked">The plug-ins that were asked, if unanswered.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowOutcome(
    RowKind Kind,
    long Version,
    ReadOnlyMemory<byte> State,
    byte[]? Reply,
    int Tries,
    string? Asked
)
{
    public static RowOutcome Read(NpgsqlDataReader row) =>
        new(
            (RowKind)row.GetInt32(1),
            row.GetInt64(2),
            row.IsDBNull(3) ? default : row.GetFieldValue<byte[]>(3),
            row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4),
            row.IsDBNull(5) ? 0 : row.GetInt32(5),
            row.IsDBNull(6) ? null : PostgresText.Read(row.GetString(6))
        );
}
