using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// The checksum of what changes in an entry of the outbox: when it is due, tried next and expires, and its state. Many statements change
/// these, so a trigger of the table keeps it up; it must therefore be arithmetic of SQLite, and adds up. Part of the schema.
/// </summary>
internal static class OutboxGuard
{
    public static long Of(OutboxEntry entry) =>
        (entry.DueAt.UtcTicks % 1_000_000_007 * 1009)
        + ((entry.ExpiresAt?.UtcTicks ?? -1) % 998_244_353 * 3)
        + (entry.NextAt.UtcTicks % 999_999_937 * 7)
        + ((long)entry.State * 13);
}
