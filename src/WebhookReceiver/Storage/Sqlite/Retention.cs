using Microsoft.Data.Sqlite;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Sqlite.Erasure;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// Removes old rows, a few hundred at a time: first the key (after that, no redelivery is recognised), then the
/// content, then the row. Nothing leaves before its window has passed, whatever the wall clock did meanwhile.
/// </summary>
internal sealed class Retention
{
    public const int RowsAtOnce = 500;

    private readonly long _messageSeconds;
    private readonly long _idSeconds;
    private readonly SeenIndex _seen;
    private readonly Tombstones _tombstones;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _wallAtStart;
    private readonly long _started;

    public Retention(JournalOptions options, SeenIndex seen, Tombstones tombstones, TimeProvider time)
    {
        _messageSeconds = (long)TimeSpan.FromDays(options.MessageDays).TotalSeconds;
        _idSeconds = (long)TimeSpan.FromDays(options.IdDays).TotalSeconds;
        _seen = seen;
        _tombstones = tombstones;
        _time = time;
        _wallAtStart = time.GetUtcNow();
        _started = time.GetTimestamp();
    }

    /// <summary>Does one small step.</summary>
    /// <returns>True if there is more.</returns>
    public bool Step(SqliteStore store)
    {
        List<(long Id, byte[] Key)> gone = [];
        var more = store.InTransaction(connection =>
            ExpireKeys(connection, out gone)
            | ExpireContent(connection)
            | DeleteRows(connection)
            | DeleteEvents(connection)
            | DeleteOthers(connection)
        );
        foreach (var (id, key) in gone)
        {
            _seen.Remove(key, id);
        }

        return more;
    }

    /// <summary>The lesser of two clocks: a clock set forward must not expire anything early.</summary>
    private long Now
    {
        get
        {
            var wall = _time.GetUtcNow();
            var steady = _wallAtStart + _time.GetElapsedTime(_started);
            return (wall < steady ? wall : steady).ToUnixTimeSeconds();
        }
    }

    private bool ExpireKeys(SqliteConnection connection, out List<(long Id, byte[] Key)> gone)
    {
        gone = [];
        var count = 0;
        var from = Watermarks.Of(connection, Watermarks.KeysExpired);
        var last = from;
        using (
            var rows = new Statement(
                connection,
                "SELECT id, stored, key FROM message WHERE id > ?1 ORDER BY id LIMIT ?2"
            )
        )
        {
            rows.Bind(1, from);
            rows.Bind(2, RowsAtOnce);
            var cutoff = Now - _idSeconds;
            while (rows.Step() && rows.Integer(1) < cutoff)
            {
                last = rows.Integer(0);
                count++;
                if (rows.Bytes(2) is { Length: MessageKey.Length } key)
                {
                    gone.Add((last, key.ToArray()));
                }
            }
        }

        Change(connection, "UPDATE message SET key = NULL WHERE id > ?1 AND id <= ?2", from, last);
        Watermarks.Set(connection, Watermarks.KeysExpired, last);
        return count == RowsAtOnce;
    }

    // Only if messages are retained for less time than ids: the reply stays for redeliveries.
    private bool ExpireContent(SqliteConnection connection)
    {
        if (_messageSeconds >= _idSeconds)
        {
            return false;
        }

        var from = Watermarks.Of(connection, Watermarks.ContentExpired);
        var (last, count) = LastBefore(connection, "message", from, Now - _messageSeconds);
        Change(
            connection,
            "UPDATE message SET sender = NULL, decoded = NULL, raw = NULL, state_before = NULL, foreign_results = NULL WHERE id > ?1 AND id <= ?2",
            from,
            last
        );
        Watermarks.Set(connection, Watermarks.ContentExpired, last);
        return count == RowsAtOnce;
    }

    // The newest row is emptied instead of deleted, so that its number is never reused.
    private bool DeleteRows(SqliteConnection connection)
    {
        var (last, count) = LastBefore(connection, "message", from: 0, Now - Math.Max(_messageSeconds, _idSeconds));
        Change(
            connection,
            "DELETE FROM message WHERE id > ?1 AND id <= ?2 AND id < (SELECT max(id) FROM message)",
            0,
            last
        );
        Change(
            connection,
            "UPDATE message SET key = NULL, sender = NULL, decoded = NULL, raw = NULL, state_before = NULL, foreign_results = NULL, reply = x'7B7D' WHERE id > ?1 AND id <= ?2 AND raw IS NOT NULL",
            0,
            last
        );
        return count == RowsAtOnce;
    }

    private bool DeleteEvents(SqliteConnection connection)
    {
        var (last, count) = LastBefore(connection, "event", from: 0, Now - _messageSeconds);
        Change(connection, "DELETE FROM event WHERE id > ?1 AND id <= ?2", 0, last);
        return count == RowsAtOnce;
    }

    private bool DeleteOthers(SqliteConnection connection)
    {
        Change(connection, "DELETE FROM quarantine WHERE stored > ?1 AND stored < ?2", -1, Now - _messageSeconds);
        using (var old = new Statement(connection, "SELECT hash FROM tombstone WHERE stored < ?1"))
        {
            old.Bind(1, Now - _idSeconds);
            while (old.Step())
            {
                _tombstones.Remove(old.Bytes(0));
            }
        }

        // Entries still to be sent have their own expiry.
        var lastChange = DateTimeOffset.FromUnixTimeSeconds(Now - _messageSeconds).UtcTicks;
        Change(
            connection,
            "DELETE FROM outbox WHERE state > ?1 AND changed < ?2",
            (long)OutboxState.Sending,
            lastChange
        );
        Change(connection, "DELETE FROM tombstone WHERE stored > ?1 AND stored < ?2", -1, Now - _idSeconds);
        if (_seen.HasOldIdentities && Watermarks.Of(connection, Watermarks.OldIdentities) < Now - _idSeconds)
        {
            Database.Execute(connection, $"DELETE FROM mark WHERE name = '{Watermarks.OldIdentities}'");
            _seen.HasOldIdentities = false;
        }

        return false;
    }

    private static (long Last, int Count) LastBefore(SqliteConnection connection, string table, long from, long cutoff)
    {
        var last = from;
        var count = 0;
        using var rows = new Statement(
            connection,
            $"SELECT id, stored FROM {table} WHERE id > ?1 ORDER BY id LIMIT ?2"
        );
        rows.Bind(1, from);
        rows.Bind(2, RowsAtOnce);
        while (rows.Step() && rows.Integer(1) < cutoff)
        {
            last = rows.Integer(0);
            count++;
        }

        return (last, count);
    }

    private static void Change(SqliteConnection connection, string sql, long first, long second)
    {
        using var change = new Statement(connection, sql);
        change.Bind(1, first);
        change.Bind(2, second);
        change.Run();
    }
}
