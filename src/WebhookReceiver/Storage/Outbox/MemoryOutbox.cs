using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Outbox;

/// <summary>
/// The outbox of the journal in memory. Beyond <paramref name="capacity"/> entries the oldest finished ones are
/// removed.
/// </summary>
internal sealed class MemoryOutbox(MemoryEvents events, int capacity) : IOutbox
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, OutboxEntry> _entries = [];
    private readonly Dictionary<string, long> _byReference = new(StringComparer.Ordinal);
    private readonly Dictionary<ContactKey, long> _served = [];
    private long _settled;
    private long _lastId;
    private long _turn;

    public ValueTask<OutboxEntry> AddAsync(OutboxEntry entry) => Answer(() => Add(entry));

    /// <summary>Adds the follow-ups of a reply.</summary>
    public void Add(JournalRecord record)
    {
        lock (_gate)
        {
            for (var i = 0; i < record.Answer!.FollowUps.Length; i++)
            {
                Add(OutboxEntry.Of(record, i));
            }
        }
    }

    public ValueTask<IReadOnlyList<OutboxEntry>> TakeDueAsync(DateTimeOffset now, int most, string? project = null) =>
        Answer<IReadOnlyList<OutboxEntry>>(() => [.. Due(now, most, project).Select(entry => Take(entry, now))]);

    public ValueTask<IReadOnlyList<OutboxEntry>> LookAsync(DateTimeOffset now, int most, string? project = null) =>
        Answer<IReadOnlyList<OutboxEntry>>(() => Due(now, most, project));

    public ValueTask<IReadOnlyList<OutboxEntry>> TakeAsync(IReadOnlyList<OutboxEntry> entries, DateTimeOffset now) =>
        Answer<IReadOnlyList<OutboxEntry>>(() =>
            [
                .. entries
                    .Select(entry => EntryOf(entry.Reference))
                    .OfType<OutboxEntry>()
                    .Where(IsWaiting)
                    .Select(entry => Take(entry, now)),
            ]
        );

    public async ValueTask AddAllAsync(IReadOnlyList<OutboxEntry> entries)
    {
        foreach (var entry in entries)
        {
            await AddAsync(entry);
        }
    }

    public ValueTask ChangeAllAsync(IReadOnlyList<OutboxChange> changes)
    {
        lock (_gate)
        {
            foreach (var change in changes)
            {
                if (EntryOf(change.Reference) is { } entry)
                {
                    Put(entry.After(change));
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<OutboxEntry?> ChangeAsync(OutboxChange change) =>
        Answer(() => EntryOf(change.Reference) is { } entry ? Put(entry.After(change)) : null);

    public ValueTask<OutboxEntry?> FindAsync(string reference) => Answer(() => EntryOf(reference));

    public ValueTask<OutboxEntry?> FindByMessageIdAsync(string messageId) =>
        Answer(() => _entries.Values.LastOrDefault(entry => entry.MessageId == messageId));

    public ValueTask<IReadOnlyList<OutboxEntry>> ListAsync(OutboxQuery query) =>
        Answer<IReadOnlyList<OutboxEntry>>(() =>
            [
                .. _entries
                    .Values.Reverse()
                    .Where(entry => entry.Id < query.Before && (query.State ?? entry.State) == entry.State)
                    .Where(entry => query.Sender is null || SenderMatch.IsOf(entry.Contact.Sender, query.Sender))
                    .Take(query.Most),
            ]
        );

    public ValueTask<int> CancelAsync(ContactKey contact, string? topic, DateTimeOffset now) =>
        ChangeAll(
            entry => IsWaiting(entry) && entry.Contact == contact && (topic is null || entry.Topic == topic),
            new OutboxChange("", OutboxState.Cancelled, now)
        );

    /// <summary>Cancels the waiting entries of a contact who opted out, including those without a project.</summary>
    public void CancelStopped(ContactKey contact, DateTimeOffset now)
    {
        lock (_gate)
        {
            ChangeNow(
                entry =>
                    IsWaiting(entry) && (entry.Contact == contact || entry.Contact == contact with { Project = "" }),
                new OutboxChange("", OutboxState.Cancelled, now) { Detail = OutboxDetails.Stopped }
            );
        }
    }

    public ValueTask<int> ExpireAsync(DateTimeOffset now) =>
        ChangeAll(
            entry => IsWaiting(entry) && entry.IsExpiredAt(now),
            new OutboxChange("", OutboxState.Dead, now) { Detail = OutboxDetails.Expired }
        );

    public ValueTask<int> RecoverAsync(DateTimeOffset now) =>
        ChangeAll(
            entry => entry.State is OutboxState.Sending,
            new OutboxChange("", OutboxState.Unknown, now) { Detail = OutboxDetails.Interrupted }
        );

    public ValueTask<IReadOnlyList<StoredEvent>> UnsettledEventsAsync(int most) =>
        Answer<IReadOnlyList<StoredEvent>>(() => [.. events.All.Where(report => report.Id > _settled).Take(most)]);

    public ValueTask SettleAsync(long upToEvent, IReadOnlyList<OutboxChange> changes)
    {
        lock (_gate)
        {
            _settled = upToEvent;
            return ChangeAllAsync(changes);
        }
    }

    public ValueTask<IReadOnlyDictionary<OutboxState, long>> CountAsync() =>
        Answer<IReadOnlyDictionary<OutboxState, long>>(() =>
            _entries.Values.CountBy(entry => entry.State).ToDictionary(state => state.Key, state => (long)state.Value)
        );

    private OutboxEntry[] Due(DateTimeOffset now, int most, string? project) =>
        [
            .. _entries
                .Values.Where(entry => entry.State.IsOpen() && !(IsWaiting(entry) && entry.IsExpiredAt(now)))
                .GroupBy(entry => entry.Contact)
                .Select(contact => contact.OrderBy(entry => entry.DueAt).ThenBy(entry => entry.Id).First())
                .Where(entry => IsWaiting(entry) && entry.NextAt <= now)
                .Where(entry => project is null || entry.Contact.Project == project)
                .OrderBy(entry => _served.GetValueOrDefault(entry.Contact))
                .ThenBy(entry => entry.DueAt)
                .ThenBy(entry => entry.Id)
                .Take(most),
        ];

    private static bool IsWaiting(OutboxEntry entry) => entry.State is OutboxState.Pending or OutboxState.Throttled;

    private ValueTask<T> Answer<T>(Func<T> question)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(question());
        }
    }

    private OutboxEntry? EntryOf(string reference) =>
        _byReference.TryGetValue(reference, out var id) ? _entries[id] : null;

    private OutboxEntry Add(OutboxEntry entry)
    {
        if (EntryOf(entry.Reference) is { } there)
        {
            return there;
        }

        MakeRoom();
        var added = entry.AsNew() with { Id = ++_lastId };
        _byReference.Add(added.Reference, added.Id);
        return Put(added);
    }

    private OutboxEntry Put(OutboxEntry entry) => _entries[entry.Id] = entry;

    private OutboxEntry Take(OutboxEntry entry, DateTimeOffset now)
    {
        _served[entry.Contact] = ++_turn;
        return Put(
            entry.After(new OutboxChange(entry.Reference, OutboxState.Sending, now)) with
            {
                Attempts = entry.Attempts + 1,
            }
        );
    }

    private ValueTask<int> ChangeAll(Func<OutboxEntry, bool> which, OutboxChange change) =>
        Answer(() => ChangeNow(which, change));

    private int ChangeNow(Func<OutboxEntry, bool> which, OutboxChange change)
    {
        var found = _entries.Values.Where(which).ToArray();
        foreach (var entry in found)
        {
            Put(entry.After(change));
        }

        return found.Length;
    }

    private void MakeRoom()
    {
        if (
            _entries.Count >= capacity
            && _entries.Values.FirstOrDefault(entry => !entry.State.IsOpen()) is { } oldest
            && _entries.Remove(oldest.Id)
        )
        {
            _byReference.Remove(oldest.Reference);
            if (_entries.Values.All(entry => entry.Contact != oldest.Contact))
            {
                _served.Remove(oldest.Contact);
            }
        }
    }
}
