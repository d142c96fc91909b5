using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>One key of a map and how its value is read into what the map describes.</summary>
internal sealed record Key<T>(string Name, Action<T, Node, Reading> Read);

/// <summary>
/// The keys a map may have. Values are read in the order of this table, not of the file, so that a key can rely on those
/// before it.
/// </summary>
/// <param name="keys">The keys that work.</param>
/// <param name="later">Keys that the language has but this version has not.</param>
internal sealed class KeyTable<T>(Key<T>[] keys, params string[] later)
{
    private readonly Dictionary<string, Key<T>> _byName = keys.ToDictionary(key => key.Name, StringComparer.Ordinal);
    private readonly HashSet<string> _later = new(later, StringComparer.Ordinal);
    private readonly string[] _working = [.. keys.Select(key => key.Name)];
    private readonly string[] _known = [.. keys.Select(key => key.Name), .. later];

    /// <summary>Names of the keys that work.</summary>
    public IReadOnlyList<string> Working => _working;

    /// <summary>Names of all keys, those of later versions too.</summary>
    public IReadOnlyCollection<string> Names => _known;

    public bool Knows(string name) => _byName.ContainsKey(name) || _later.Contains(name);

    public void Read(MapNode map, T target, Reading reading)
    {
        foreach (var entry in map.Entries)
        {
            CheckKnown(map, entry, reading);
        }

        foreach (var key in keys)
        {
            if (map[key.Name] is { } value)
            {
                key.Read(target, value, reading);
            }
        }
    }

    /// <summary>True if the map has the key, or a mistyped one that was told already and was probably meant to be it.</summary>
    public bool Has(MapNode map, string name) =>
        map[name] is not null
        || map.Entries.Any(entry =>
            !Knows(entry.Name)
            && string.Equals(Suggestion.Nearest(entry.Name.Trim(), _known), name, StringComparison.Ordinal)
        );

    private void CheckKnown(MapNode map, MapEntry entry, Reading reading)
    {
        if (_byName.ContainsKey(entry.Name))
        {
            return;
        }

        if (_later.Contains(entry.Name))
        {
            reading.Problems.Error(
                entry.Key.Place,
                $"'{entry.Name}' comes in a later version: this one does not know it yet.",
                "Take it out for now."
            );
            return;
        }

        reading.Problems.Error(
            entry.Key.Place,
            $"unknown key '{entry.Name}'.",
            MissingBlank(entry.Name) ?? CommaInBraces(map, entry) ?? Nearest(entry.Name)
        );
    }

    private string? Nearest(string name) =>
        Suggestion.Nearest(name, _known) is { } nearest ? $"Did you mean '{nearest}'?" : Suggestion.For(name, _working);

    private static string? CommaInBraces(MapNode map, MapEntry entry) =>
        map.IsFlow && entry.Value is TextNode { IsMissing: true }
            ? "Inside { } a comma ends the text: put a text with a comma in quotes."
            : null;

    private string? MissingBlank(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Knows(name[..colon])
            ? $"Write a blank after the colon: {name[..colon]}: {name[(colon + 1)..]}"
            : null;
    }
}
