using System.Collections.Concurrent;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Spool;

/// <summary>The spooled items that are not yet in the store, for the readers.</summary>
internal sealed class SpooledState
{
    private readonly RecentReplies _replies = new();
    private readonly ConcurrentDictionary<ContactKey, ContactState> _states = new();
    private volatile bool _isUsed;

    public ReadOnlyMemory<byte>? Add(JournalRecord record)
    {
        var counts = _replies.Keep(record.Key, record.Answer?.Reply, stamp: 0);
        if (record.Answer?.StateAfter is { } state)
        {
            _states[record.Contact] = state;
        }

        _isUsed = true;
        return counts;
    }

    /// <summary>False: not spooled; the finding still reports a reused id.</summary>
    public bool TryFind(MessageKey key, DateTimeOffset arrival, out Finding finding)
    {
        if (!_isUsed)
        {
            finding = new Finding(FindingKind.New, key.ArrivedAt(arrival));
            return false;
        }

        return _replies.TryFind(key, arrival, out finding);
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
        _replies.Clear();
        _states.Clear();
    }
}
