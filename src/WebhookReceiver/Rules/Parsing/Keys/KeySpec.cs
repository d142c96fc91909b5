using WebhookReceiver.Rules.Parsing.Schema;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>One key of a map, as the schema of rule files shows it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Shape">The form of its value; null if the schema omits the map.</param>
/// <param name="Meaning">Its meaning, in a few words.</param>
internal abstract record KeySpec(string Name, Shape? Shape, string Meaning);

/// <summary>One key of a map, with the parser of its value.</summary>
internal sealed record KeySpec<T>(string Name, Action<T, Node, ParseContext> Parse, Shape? Shape, string Meaning)
    : KeySpec(Name, Shape, Meaning)
{
    /// <summary>A key of a map that the schema omits.</summary>
    public KeySpec(string name, Action<T, Node, ParseContext> parse)
        : this(name, parse, Shape: null, Meaning: "") { }
}

/// <summary>
/// The allowed keys of a map. Values are parsed in the order of this table, not of the file, so that a key can rely on
/// earlier ones.
/// </summary>
internal sealed class MapSpec<T>(KeySpec<T>[] keys)
{
    private readonly Dictionary<string, KeySpec<T>> _byName = keys.ToDictionary(
        key => key.Name,
        StringComparer.Ordinal
    );
    private readonly string[] _names = [.. keys.Select(key => key.Name)];

    public IReadOnlyList<KeySpec> Keys => keys;

    public IReadOnlyList<string> Names => _names;

    public bool Knows(string name) => _byName.ContainsKey(name);

    public void Parse(MapNode map, T target, ParseContext context)
    {
        foreach (var entry in map.Entries)
        {
            if (!Knows(entry.Name))
            {
                context.Problems.Error(
                    entry.Key.Place,
                    $"unknown key '{entry.Name}'.",
                    MissingBlank(entry.Name)
                        ?? CommaInBraces(map, entry)
                        ?? Misplaced(entry)
                        ?? Suggestion.For(entry.Name, _names)
                );
            }
        }

        foreach (var key in keys)
        {
            if (map[key.Name] is { } value)
            {
                key.Parse(target, value, context);
            }
        }
    }

    /// <summary>True if the map has the key, or a reported misspelling that probably means it.</summary>
    public bool Has(MapNode map, string name) =>
        map[name] is not null
        || map.Entries.Any(entry =>
            !Knows(entry.Name)
            && string.Equals(Suggestion.Nearest(entry.Name.Trim(), _names), name, StringComparison.Ordinal)
        );

    private string? Misplaced(MapEntry entry) =>
        Suggestion.IsMeant(entry.Name, _names) ? null : MisplacedKeys.Cure(this, entry);

    private static string? CommaInBraces(MapNode map, MapEntry entry) =>
        map.IsFlow && entry.Value is TextNode { IsMissing: true }
            ? "Inside { } a comma ends the text: put a text with a comma in quotes."
            : null;

    private string? MissingBlank(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Knows(name[..colon])
            ? $"Write a space after the colon: {name[..colon]}: {name[(colon + 1)..]}"
            : null;
    }
}
