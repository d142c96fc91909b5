using System.Collections.Concurrent;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage;

/// <summary>
/// The journal of the setting <c>none</c>: recent replies and contact states in memory, lost with the process.
/// </summary>
internal sealed class MemoryJournal : IJournal
{
    private const int MostReplies = 100_000;
    private const int MostContacts = 100_000;
    private const int MostToSend = 10_000;
    private const int MostEvents = 10_000;

    private readonly RecentReplies _replies = new(MostReplies);
    private readonly ContactCache _contacts = new(MostContacts);
    private readonly ConcurrentDictionary<ContactKey, Heard> _heard = new();
    private readonly MemoryEvents _events = new(MostEvents);
    private readonly MemoryOutbox _outbox;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly long _started;
    private int _heardCount;
    private long _expiredAt;

    public MemoryJournal(JournalOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _started = time.GetTimestamp();
        _outbox = new MemoryOutbox(_events, MostToSend);
    }

    public IOutbox Outbox => _outbox;

    public bool KeepsMessages => false;

    public ValueTask<Finding> FindAsync(IncomingMessage message, MessageKey key)
    {
        ExpireReplies();
        _replies.TryFind(key, message.ReceivedAt, out var finding);
        return ValueTask.FromResult(finding);
    }

    public ValueTask<ContactState> LoadAsync(ContactKey contact) =>
        ValueTask.FromResult(_contacts.TryGet(contact, out var state) ? state : ContactState.Empty);

    public ValueTask<ReadOnlyMemory<byte>> CommitAsync(JournalRecord record)
    {
        if (!record.IsUnheard)
        {
            Hear(record);
        }

        var counts = _replies.Keep(record.Key, record.Answer?.Reply, SecondsRunning);
        if (record.Answer?.StateAfter is { } after)
        {
            _contacts.Set(record.Contact, after);
            if (after.IsStopped)
            {
                _outbox.CancelStopped(record.Contact, record.ReceivedAt);
            }
        }

        if (record.Answer is { FollowUps.IsDefaultOrEmpty: false } answer && counts.Equals(answer.Reply))
        {
            _outbox.Add(record);
        }

        return ValueTask.FromResult(counts ?? default);
    }

    public ValueTask CommitAsync(EventRecord report)
    {
        _events.Add(report);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyCollection<ContactKey>> ContactsOfAsync(string number) =>
        ValueTask.FromResult<IReadOnlyCollection<ContactKey>>([
            .. _contacts.Contacts.Where(contact => SenderMatch.IsOf(contact.Sender, number)),
        ]);

    public ValueTask ChangeAsync(ContactKey contact, ContactState after)
    {
        _contacts.Set(contact, after);
        return ValueTask.CompletedTask;
    }

    public ValueTask<DateTimeOffset?> LastHeardAsync(ContactKey contact) =>
        ValueTask.FromResult<DateTimeOffset?>(_heard.TryGetValue(contact, out var heard) ? heard.At : null);

    public ValueTask<bool> HasWrittenAsync(string sender) =>
        ValueTask.FromResult(_heard.Keys.Any(contact => contact.Sender == sender));

    public ValueTask<bool> HasStoppedAsync(ContactKey contact) =>
        ValueTask.FromResult(
            contact.Project.Length > 0
                ? IsStopped(contact)
                : _contacts.Contacts.Any(known => known with { Project = "" } == contact && IsStopped(known))
        );

    public ValueTask QuarantineAsync(string reason, ReadOnlyMemory<byte> body) => ValueTask.CompletedTask;

    private bool IsStopped(ContactKey contact) => _contacts.TryGet(contact, out var state) && state.IsStopped;

    private void Hear(JournalRecord record)
    {
        if (_heard.TryGetValue(record.Contact, out var heard))
        {
            heard.Note(record.ReceivedAt);
            return;
        }

        // // Counted here: the dictionary's Count would take all its locks for every message.
        if (Interlocked.Add(ref _heardCount, 2) > MostContacts)
        {
            _heard.Clear();
            Interlocked.Exchange(ref _heardCount, 2);
        }

        var anywhere = Hear(record.Contact with { Project = "" }, record.ReceivedAt, anywhere: null);
        if (record.Contact.Project.Length > 0)
        {
            Hear(record.Contact, record.ReceivedAt, anywhere);
        }
    }

    private Heard Hear(ContactKey contact, DateTimeOffset at, Heard? anywhere)
    {
        var heard = _heard.GetOrAdd(contact, static (_, heard) => new Heard(heard.at, heard.anywhere), (at, anywhere));
        heard.Note(at);
        return heard;
    }

    private void ExpireReplies()
    {
        var now = SecondsRunning;
        if (Interlocked.Exchange(ref _expiredAt, now) != now)
        {
            _replies.Expire(now - (long)TimeSpan.FromDays(_options.IdDays).TotalSeconds);
        }
    }

    // Monotonic: a jump of the wall clock must not make ids expire early.
    private long SecondsRunning => (long)_time.GetElapsedTime(_started).TotalSeconds;

    /// <summary>
    /// The time of a contact's last message. Mutable: a new object per message would be most of the allocations here.
    /// </summary>
    /// <param name="anywhere">The same contact in any project; <see langword="null"/> if this is that entry.</param>
    private sealed class Heard(DateTimeOffset at, Heard? anywhere)
    {
        private long _ticks = at.UtcTicks;

        public DateTimeOffset At => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

        public void Note(DateTimeOffset at)
        {
            Volatile.Write(ref _ticks, at.UtcTicks);
            anywhere?.Note(at);
        }
    }
}
