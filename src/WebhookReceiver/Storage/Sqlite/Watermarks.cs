using Microsoft.Data.Sqlite;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>Progress marks of continuous work: row numbers.</summary>
internal static class Watermarks
{
    /// <summary>The newest row, in case it was deleted: numbers are never reused.</summary>
    public const string LastMessage = "last-message";

    /// <summary>
    /// The stored time of the newest row that may have an identity of the first builds, see <see cref="KeyMigration"/>.
    /// </summary>
    public const string OldIdentities = "old-identities";

    public const string KeysExpired = "keys-expired";

    /// <summary>All events up to this one are settled. One writer stores them in the order of their numbers.</summary>
    public const string EventsSettled = "events-settled";

    /// <summary>Number of the epoch that sends, see <see cref="Outbox.IOutbox.BeginEpochAsync"/>.</summary>
    public const string SendingEpoch = "sending-epoch";

    /// <summary>Largest version of an erased contact: its next state goes on from it, so that no version comes again.</summary>
    public const string ContactVersion = "contact-version";

    public const string ContentExpired = "content-expired";

    public static long Of(SqliteConnection connection, string name)
    {
        using var mark = new Statement(connection, "SELECT value FROM mark WHERE name = ?1");
        mark.Bind(1, name);
        return mark.Step() ? mark.Integer(0) : 0;
    }

    public static void Set(SqliteConnection connection, string name, long value)
    {
        using var mark = new Statement(
            connection,
            "INSERT INTO mark(name, value) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value"
        );
        mark.Bind(1, name);
        mark.Bind(2, value);
        mark.Run();
    }
}
