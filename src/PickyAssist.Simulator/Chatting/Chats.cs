using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Chatting;

/// <summary>A chat in its present state.</summary>
/// <param name="Key">Its customer; for a group its id.</param>
/// <param name="Name">Display name; for a group the name of the last writer.</param>
/// <param name="LastHeard">Time of the customer's last message.</param>
/// <param name="Lines">All lines.</param>
/// <param name="Group">The group; none for a chat with one customer.</param>
/// <param name="From">The group member who wrote last.</param>
internal sealed record Chat(
    ChatKey Key,
    string? Name,
    DateTimeOffset? LastHeard,
    IReadOnlyList<ChatLine> Lines,
    ChatGroup? Group = null,
    string? From = null
);

/// <summary>All conversations, in memory.</summary>
internal sealed class Chats(PlatformClock clock, Changes changes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ChatKey, Conversation> _all = [];

    public IReadOnlyList<Chat> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all.Select(pair => pair.Value.AsChat(pair.Key))];
            }
        }
    }

    public Chat? Find(ChatKey key)
    {
        lock (_lock)
        {
            return _all.TryGetValue(key, out var found) ? found.AsChat(key) : null;
        }
    }

    /// <summary>Adds a customer's action.</summary>
    /// <returns>True if the customer is new on this channel.</returns>
    public bool Add(CustomerMessage message, string id)
    {
        var isNew = Add(message.Key, message.AsLine(id, clock.GetUtcNow()), message.Name);
        if (message.Group is { } group)
        {
            lock (_lock)
            {
                _all[message.Key].Group = group with { Mentions = null };
                _all[message.Key].From = message.From;
            }

            changes.Tell();
        }

        return isNew;
    }

    /// <summary>Adds a line; a line of the customer opens the session anew (protocol sheet, section 4.4).</summary>
    /// <returns>True if the customer is new on this channel.</returns>
    public bool Add(ChatKey key, ChatLine line, string? name = null)
    {
        bool isNew;
        lock (_lock)
        {
            isNew = !_all.TryGetValue(key, out var chat);
            _all[key] = chat ??= new Conversation();
            chat.Name = name ?? chat.Name;
            chat.LastHeard = line.Speaker == Speaker.Customer ? clock.GetUtcNow() : chat.LastHeard;
            chat.Lines.Add(line with { Number = chat.Lines.Count + 1 });
        }

        changes.Tell();
        return isNew;
    }

    /// <summary>Updates the state of a push.</summary>
    public void Mark(ChatKey key, string id, string status)
    {
        lock (_lock)
        {
            if (!_all.TryGetValue(key, out var chat))
                return;

            var index = chat.Lines.FindIndex(line => line.Id == id);
            if (index >= 0)
                chat.Lines[index] = chat.Lines[index] with { Status = status };
        }

        changes.Tell();
    }

    private sealed class Conversation
    {
        public string? Name { get; set; }

        public DateTimeOffset? LastHeard { get; set; }

        public ChatGroup? Group { get; set; }

        public string? From { get; set; }

        public List<ChatLine> Lines { get; } = [];

        public Chat AsChat(ChatKey key) => new(key, Name, LastHeard, [.. Lines], Group, From);
    }
}
