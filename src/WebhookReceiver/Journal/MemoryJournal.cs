using System.Collections.Concurrent;
using WebhookReceiver.Journal.Outgoing;

namespace WebhookReceiver.Journal;

/// <summary>The journal of those who want none: recent replies and contact states in memory, gone with the process.</summary>
internal sealed class MemoryJournal : IJournal
{
    private const int MostReplies = 100_000;
    private const int MostContacts = 100_000;
    private const int MostToSend = 10_000;
    private const int MostEvents = 10_000;

    private readonly RecentReplies _replies = new(MostReplies);
    private readonly ContactCache _contacts = new(MostContacts);
    private readonly ConcurrentDictionary<ContactKey, DateTimeOffset> _heard = new();
    private readonly MemoryEvents _events = new(MostEvents);
    private readonly MemoryOutbox _outbox;
    private readonly JournalOptions _options;
    private readonly TimeProvider _time;
    private readonly long _started;

    public MemoryJournal(JournalOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _started = time.GetTimestamp();
        _outbox = new MemoryOutbox(_events, MostToSend);
    }

    public IOutbox Outbox => _outbox;

    public bool KeepsMessages => false;

    public ValueTask<Finding> FindAsync(JournalKey key, DateTimeOffset arrival)
    {
        _replies.Expire(SecondsRunning - (long)TimeSpan.FromDays(_options.IdDays).TotalSeconds);
        _replies.TryFind(key, arrival, out var finding);
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
        ValueTask.FromResult<DateTimeOffset?>(_heard.TryGetValue(contact, out var heard) ? heard : null);

    public ValueTask QuarantineAsync(string reason, ReadOnlyMemory<byte> body) => ValueTask.CompletedTask;

    private void Hear(JournalRecord record)
    {
        if (_heard.Count >= MostContacts)
        {
            _heard.Clear();
        }

        _heard[record.Contact] = record.ReceivedAt;
        _heard[record.Contact with { Project = "" }] = record.ReceivedAt;
    }

    // Monotonic: a jump of the wall clock must not make ids expire early.
    private long SecondsRunning => (long)_time.GetElapsedTime(_started).TotalSeconds;
}
