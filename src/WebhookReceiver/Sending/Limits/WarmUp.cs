using System.Globalization;
using System.Text;
using WebhookReceiver.Hosting;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending.Limits;

/// <summary>
/// Limits the contacts outside a session that a new number writes to in 24 hours (protocol sheet, section 4.4). The
/// file has the contacts as keyed hashes.
/// </summary>
internal sealed class WarmUp : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Channel, string Person), DateTimeOffset> _reached = [];
    private readonly int _limit;
    private readonly ContactHash _hash;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _start;
    private readonly long _started;
    private readonly FileStream _file;

    /// <param name="limit">Number of contacts; 0: no limit.</param>
    /// <param name="path">The file; created if missing.</param>
    /// <param name="hash">Makes pseudonyms of contacts.</param>
    /// <param name="time">Its wall clock counts at the start, then only its steady one: a day is a day.</param>
    public WarmUp(int limit, string path, ContactHash hash, TimeProvider time)
    {
        _time = time;
        _start = time.GetUtcNow();
        _started = time.GetTimestamp();
        _limit = limit;
        _hash = hash;
        Load(path, _start);
        var fresh = path + ".new";
        File.Delete(fresh);
        PrivateFiles.CreateIfMissing(fresh);
        File.WriteAllLines(fresh, _reached.Select(one => Line(one.Key.Channel, one.Key.Person, one.Value)));
        File.Move(fresh, path, overwrite: true);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1);
    }

    /// <summary>Goes on where another server stopped.</summary>
    public void TakeOver(IReadOnlyList<ReachedPerson> people)
    {
        lock (_gate)
        {
            var steady = _start + _time.GetElapsedTime(_started);
            foreach (var person in people)
            {
                _reached[(person.Channel, person.Person)] = steady - person.Ago;
            }
        }
    }

    /// <summary>Counts a contact before a message to him.</summary>
    /// <param name="channel">Channel id.</param>
    /// <param name="address">The contact.</param>
    /// <param name="now">The instant.</param>
    /// <param name="counted">Gets the contact, if it is counted now.</param>
    /// <returns>When there is room for this contact; <see langword="null"/>: now, and the contact is counted.</returns>
    public DateTimeOffset? Reach(
        string channel,
        string address,
        DateTimeOffset now,
        ICollection<ReachedPerson>? counted = null
    )
    {
        if (_limit == 0)
        {
            return null;
        }

        lock (_gate)
        {
            var steady = _start + _time.GetElapsedTime(_started);
            Forget(steady);
            var person = (channel, _hash.Of(address));
            if (_reached.ContainsKey(person))
            {
                return null;
            }

            var ofChannel = _reached.Where(one => one.Key.Channel == channel).Select(one => one.Value).ToArray();
            if (ofChannel.Length >= _limit)
            {
                return now + (ofChannel.Min() + Day - steady);
            }

            _reached.Add(person, steady);
            counted?.Add(new ReachedPerson(person.channel, person.Item2, TimeSpan.Zero));
            _file.Write(Encoding.ASCII.GetBytes(Line(person.channel, person.Item2, steady) + "\n"));
            _file.Flush();
            return null;
        }
    }

    public void Dispose() => _file.Dispose();

    private void Forget(DateTimeOffset now)
    {
        foreach (var (person, _) in _reached.Where(one => now - one.Value >= Day).ToArray())
        {
            _reached.Remove(person);
        }
    }

    private void Load(string path, DateTimeOffset now)
    {
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            // A line cut off by a kill belongs to an unsent message.
            if (
                line.Split(' ') is [var ticks, var channel, var person]
                && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                && at <= DateTimeOffset.MaxValue.Ticks
            )
            {
                var instant = new DateTimeOffset(at, TimeSpan.Zero);
                // A clock set back must not make a day longer than a day.
                _reached[(channel, person)] = instant < now ? instant : now;
            }
        }

        Forget(now);
    }

    private static string Line(string channel, string person, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks} {channel} {person}");
}
