using System.Text.Json;
using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>
/// The last message of each contact, read from the messages: the last two days once, then each new row. Costs a message
/// nothing and a look-up next to nothing.
/// </summary>
internal sealed class ContactSessions(TimeProvider time)
{
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(2);

    private const int RowsAtOnce = 2_000;
    private const int MostKnown = 1_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ContactKey, DateTimeOffset> _heard = [];
    private readonly List<(long LastMessage, TimeSpan Step)> _steps = [];
    private long _read = -1;

    /// <param name="connection">A connection for reading.</param>
    /// <param name="contact">The contact; with an empty project, the last message in any project.</param>
    public DateTimeOffset? Of(SqliteConnection connection, ContactKey contact)
    {
        lock (_gate)
        {
            if (_read < 0)
            {
                _steps.AddRange(ClockSteps.All(connection));
                // Before a step forward the same days had earlier stamps.
                var back = Horizon.Ticks + _steps.Sum(one => Math.Max(one.Step.Ticks, 0));
                var since = Math.Max(time.GetUtcNow().UtcTicks - back, DateTimeOffset.UnixEpoch.UtcTicks);
                _read = FirstSince(connection, new DateTimeOffset(since, TimeSpan.Zero).ToUnixTimeSeconds()) - 1;
            }

            while (ReadSome(connection)) { }

            return _heard.TryGetValue(contact, out var heard) ? heard : null;
        }
    }

    /// <summary>Follows a step of the wall clock.</summary>
    /// <param name="lastMessage">The last message before it.</param>
    public void Move(long lastMessage, TimeSpan step)
    {
        lock (_gate)
        {
            if (_read < 0)
            {
                return; // the first question reads it from the store
            }

            _steps.Add((lastMessage, step));
            foreach (var contact in _heard.Keys.ToArray())
            {
                _heard[contact] = Moved(_heard[contact], step);
            }
        }
    }

    public void Forget(string sender)
    {
        lock (_gate)
        {
            foreach (var contact in _heard.Keys.Where(contact => contact.Sender == sender).ToArray())
            {
                _heard.Remove(contact);
            }
        }
    }

    /// <summary>The first row stored at this time or later; stored times never fall from row to row.</summary>
    private static long FirstSince(SqliteConnection connection, long stored)
    {
        var low = Database.Number(connection, "SELECT min(id) FROM message");
        var high = Database.Number(connection, "SELECT max(id) FROM message") + 1;
        using var at = new Statement(connection, "SELECT stored FROM message WHERE id >= ?1 ORDER BY id LIMIT 1");
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            at.Bind(1, middle);
            var isBefore = at.Step() && at.Integer(0) < stored;
            at.Reset();
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private bool ReadSome(SqliteConnection connection)
    {
        var count = 0;
        using var rows = new Statement(
            connection,
            "SELECT id, received, decoded FROM message WHERE id > ?1 ORDER BY id LIMIT ?2"
        );
        rows.Bind(1, _read);
        rows.Bind(2, RowsAtOnce);
        while (rows.Step())
        {
            count++;
            _read = rows.Integer(0);
            if (!rows.IsNull(2))
            {
                Hear(rows.Bytes(2).ToArray(), At(rows.Integer(1)));
            }
        }

        return count == RowsAtOnce;
    }

    /// <summary>When the message just read came, by the clock as it is now.</summary>
    private DateTimeOffset At(long received)
    {
        if (_steps.Count == 0)
        {
            return new DateTimeOffset(received, TimeSpan.Zero);
        }

        var steps = new TimeSpan(_steps.Where(one => _read <= one.LastMessage).Sum(one => one.Step.Ticks));
        return Moved(new DateTimeOffset(received, TimeSpan.Zero), steps);
    }

    private static DateTimeOffset Moved(DateTimeOffset at, TimeSpan step) =>
        new(Math.Clamp(at.UtcTicks + step.Ticks, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    private void Hear(byte[] decoded, DateTimeOffset at)
    {
        using var document = JsonDocument.Parse(decoded);
        var json = document.RootElement;
        var isUnheard =
            json.TryGetProperty("event", out var happened) && !happened.ValueEquals(EventKinds.NewSubscriber);
        if (isUnheard || json.TryGetProperty("echo", out _))
        {
            return;
        }

        if (_heard.Count >= MostKnown)
        {
            var old = time.GetUtcNow() - Horizon;
            foreach (var (contact, _) in _heard.Where(one => one.Value < old).ToArray())
            {
                _heard.Remove(contact);
            }
        }

        var key = ContactKey.Of(Member(json, "project"), Member(json, "channel"), Member(json, "sender"));
        Keep(key, at);
        Keep(key with { Project = "" }, at);
    }

    private void Keep(ContactKey contact, DateTimeOffset at)
    {
        if (!_heard.TryGetValue(contact, out var before) || before < at)
        {
            _heard[contact] = at;
        }
    }

    private static string Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
