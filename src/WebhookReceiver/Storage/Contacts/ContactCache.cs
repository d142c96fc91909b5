using System.Collections.Concurrent;

namespace WebhookReceiver.Storage.Contacts;

/// <summary>
/// States of recent contacts, in two generations. When the young one is full it becomes the old one, and unused states
/// of the old one leave. Holds only committed states.
/// </summary>
internal sealed class ContactCache(int generation)
{
    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<ContactKey, ContactState> _young = new();
    private volatile ConcurrentDictionary<ContactKey, ContactState> _old = new();
    private int _added;

    public bool TryGet(ContactKey contact, out ContactState state)
    {
        if (_young.TryGetValue(contact, out state!))
        {
            return true;
        }

        if (!_old.TryGetValue(contact, out state!))
        {
            return false;
        }

        Set(contact, state);
        return true;
    }

    public void Set(ContactKey contact, ContactState state)
    {
        var young = _young;
        if (young.TryAdd(contact, state))
        {
            if (Interlocked.Increment(ref _added) >= generation)
            {
                Age(young);
            }

            return;
        }

        young[contact] = state;
    }

    public void Remove(ContactKey contact)
    {
        _young.TryRemove(contact, out _);
        _old.TryRemove(contact, out _);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _old = new();
            _young = new();
            _added = 0;
        }
    }

    private void Age(ConcurrentDictionary<ContactKey, ContactState> full)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(full, _young))
            {
                return;
            }

            _old = full;
            _young = new();
            _added = 0;
        }
    }
}
