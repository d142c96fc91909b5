using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Moves stored times with the wall clock, so that everything waits and lasts as long as was meant.</summary>
internal static class ClockShift
{
    /// <summary>Runs in the caller's transaction.</summary>
    /// <returns>The number of the last message before the step.</returns>
    public static long Run(SqliteConnection connection, TimeSpan step)
    {
        MoveOutbox(connection, step);
        MoveStates(connection, step);
        return ClockSteps.Add(connection, step);
    }

    // What was ordered for a time of day, stays: whoever wrote the time meant the right clock.
    private static void MoveOutbox(SqliteConnection connection, TimeSpan step)
    {
        const string relative = "(message IS NOT NULL OR due <= created)";
        using var move = new Statement(
            connection,
            $"""
            UPDATE outbox SET
              due = CASE WHEN {relative} THEN min(max(due + ?1, 0), ?2) ELSE due END,
              next = CASE WHEN {relative} OR next <> due THEN min(max(next + ?1, 0), ?2) ELSE next END,
              expires = CASE WHEN {relative} THEN min(max(expires + ?1, 0), ?2) ELSE expires END,
              created = CASE WHEN {relative} THEN min(max(created + ?1, 0), ?2) ELSE created END,
              failing = min(max(failing + ?1, 0), ?2)
            WHERE state <= 2
            """
        );
        move.Bind(1, step.Ticks);
        move.Bind(2, DateTimeOffset.MaxValue.UtcTicks);
        move.Run();
    }

    private static void MoveStates(SqliteConnection connection, TimeSpan step)
    {
        var moved = new List<(ContactKey Contact, ContactState State)>();
        using (
            var all = new Statement(
                connection,
                "SELECT project, channel, sender, version, state, checksum FROM contact"
            )
        )
        {
            while (all.Step())
            {
                var contact = new ContactKey(all.Text(0)!, all.Text(1)!, all.Text(2)!);
                var stored = StoredState.Read(contact, all.Integer(3), all.Bytes(4), all.IntegerOrNull(5));
                if (stored.MovedBy(step) is { } state)
                {
                    moved.Add((contact, state));
                }
            }
        }

        foreach (var (contact, state) in moved)
        {
            ContactTable.Write(connection, contact, state);
        }
    }
}
