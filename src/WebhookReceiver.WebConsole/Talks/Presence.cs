using System.Collections.Concurrent;

namespace WebhookReceiver.WebConsole.Talks;

/// <summary>Who has which conversation open in this console, so that two people do not answer at once.</summary>
internal sealed class Presence
{
    private readonly ConcurrentDictionary<object, (string Contact, string Name)> _open = [];

    /// <summary>Told after each change, on any thread.</summary>
    public event EventHandler? Changed;

    /// <summary>A page shows a conversation from now on.</summary>
    public void Enter(object page, string contact, string name)
    {
        if (_open.TryGetValue(page, out var before) && before == (contact, name))
        {
            return;
        }

        _open[page] = (contact, name);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>A page is closed, or shows something else.</summary>
    public void Leave(object page)
    {
        if (_open.TryRemove(page, out _))
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>The names of the others, each once.</summary>
    public IReadOnlyList<string> Others(object page, string contact) =>
        [
            .. _open
                .Where(one => !ReferenceEquals(one.Key, page) && one.Value.Contact == contact)
                .Select(one => one.Value.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
}
