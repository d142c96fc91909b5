using System.Collections.Immutable;

namespace WebhookReceiver.Commands.Importing.RiveScript;

/// <summary>Topics, and which of them use the triggers of others.</summary>
internal sealed class RiveTopics
{
    public const string Random = "random";

    private readonly Dictionary<string, HashSet<string>> _uses = new(StringComparer.Ordinal);

    /// <summary>The name of a line <c>&gt; topic a includes b inherits c</c>.</summary>
    public string Open(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var name = words.Length > 1 ? words[1] : Random;
        if (!_uses.TryGetValue(name, out var used))
        {
            _uses.Add(name, used = new HashSet<string>(StringComparer.Ordinal));
        }

        used.UnionWith(words.Skip(2).Where(word => word is not ("includes" or "inherits")));
        return name;
    }

    /// <summary>The topics in which triggers of this topic are heard; empty for the time without a topic.</summary>
    public ImmutableArray<string> HeardIn(string topic) =>
        topic == Random
            ? []
            :
            [
                topic,
                .. _uses.Keys.Where(other => other != topic && Uses(other, topic, [])).Order(StringComparer.Ordinal),
            ];

    /// <summary>The topics that hear the triggers of the time without a topic, too.</summary>
    public ImmutableArray<string> UsersOfRandom() =>
        [.. _uses.Keys.Where(topic => topic != Random && Uses(topic, Random, [])).Order(StringComparer.Ordinal)];

    private bool Uses(string topic, string other, HashSet<string> seen) =>
        seen.Add(topic)
        && _uses.TryGetValue(topic, out var used)
        && (used.Contains(other) || used.Any(next => Uses(next, other, seen)));
}
