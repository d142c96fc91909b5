using System.Collections.Concurrent;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Spool;

/// <summary>The spooled items that are not yet in the store, for the readers.</summary>
internal sealed class SpooledState
{
    private readonly Lock _gate = new();

    /// <summary>By identity, oldest first. Without a reply: received, and not yet answered.</summary>
    private readonly Dictionary<ulong, List<(MessageKey Key, ReadOnlyMemory<byte>? Reply)>> _replies = [];
    private readonly ConcurrentDictionary<ContactKey, ContactState> _states = new();
    private volatile bool _isUsed;

    /// <summary>Adds a record; a reply that is there stays.</summary>
    /// <returns>The reply that counts.</returns>
    public ReadOnlyMemory<byte>? Add(JournalRecord record)
    {
        ReadOnlyMemory<byte>? counts;
        lock (_gate)
        {
            counts = Keep(record.Key, record.Answer?.Reply);
        }

        if (record.Answer?.StateAfter is { } state)
        {
            // A spool of an earlier build may have another spelling.
            var contact = record.Contact;
            _states[ContactKey.Of(contact.Project, contact.Channel, contact.Sender)] = state;
        }

        _isUsed = true;
        return counts;
    }

    /// <summary>False: not spooled; the finding still reports a reused id.</summary>
    public bool TryFind(MessageKey key, DateTimeOffset arrival, out Finding finding)
    {
        finding = new Finding(FindingKind.New, key.ArrivedAt(arrival));
        if (!_isUsed)
        {
            return false;
        }

        lock (_gate)
        {
            if (!_replies.TryGetValue(key.Identity, out var replies))
            {
                return false;
            }

            var newest = replies.FindLastIndex(stored => key.IsSameMessage(stored.Key, arrival));
            if (newest < 0)
            {
                finding = key.HasId ? finding with { Kind = FindingKind.Conflict } : finding;
                return false;
            }

            var (found, reply) = replies[newest];
            var same = key with { Low = found.Low };
            finding = reply is { } bytes
                ? new Finding(FindingKind.Answered, same, bytes)
                : new Finding(FindingKind.Unanswered, same) { Tries = 1 };
            return true;
        }
    }

    public bool TryGetState(ContactKey contact, out ContactState state)
    {
        state = ContactState.Empty;
        return _isUsed && _states.TryGetValue(contact, out state!);
    }

    /// <summary>Clears it: the store has everything now.</summary>
    public void Clear()
    {
        _isUsed = false;
        lock (_gate)
        {
            _replies.Clear();
        }

        _states.Clear();
    }

    private ReadOnlyMemory<byte>? Keep(MessageKey key, ReadOnlyMemory<byte>? reply)
    {
        if (!_replies.TryGetValue(key.Identity, out var replies))
        {
            _replies.Add(key.Identity, replies = new(1));
        }

        var there = replies.FindLastIndex(stored => stored.Key.High == key.High && stored.Key.Low == key.Low);
        if (there < 0)
        {
            replies.Add((key, reply));
            return reply;
        }

        var counts = replies[there].Reply ?? reply;
        replies[there] = (replies[there].Key, counts);
        return counts;
    }
}
