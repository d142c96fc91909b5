using System.Collections.Immutable;

namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>A part of a rule file with its position.</summary>
internal abstract class Node(RulePlace place)
{
    public RulePlace Place => place;

    /// <summary>Its kind, for messages.</summary>
    public abstract string Kind { get; }
}

internal enum TextStyle
{
    /// <summary>Without quotes; the only style with pitfalls.</summary>
    Plain = 0,
    Quoted = 1,

    /// <summary>Lines under <c>|</c>, unchanged.</summary>
    Literal = 2,

    /// <summary>Lines under <c>&gt;</c>, joined.</summary>
    Folded = 3,
}

/// <summary>A text as written; <c>no</c>, <c>0012</c> and <c>12:30</c> are texts too.</summary>
internal sealed class TextNode(RulePlace place, string value, TextStyle style, TextOrigin origin) : Node(place)
{
    public override string Kind => IsMissing ? "nothing" : "a text";

    public string Value => value;

    public TextStyle Style => style;

    public TextOrigin Origin => origin;

    /// <summary>A bit for each language that a list gives it; none if it does not say it.</summary>
    public ulong Languages { get; init; }

    /// <summary>The same text in these languages.</summary>
    public TextNode In(ulong languages) =>
        new(Place, value, style, origin) { Pitfall = Pitfall, Languages = languages };

    /// <summary>A problem only if this is meant as text, such as a comment that cuts it.</summary>
    public YamlPitfall? Pitfall { get; init; }

    /// <summary>The key has no value.</summary>
    public bool IsMissing => style == TextStyle.Plain && value.Length == 0;
}

/// <summary>A pitfall found in the raw line of a text: problem and cure.</summary>
/// <param name="IsCut">A comment follows: right after a word such as a stage, wrong after a text.</param>
internal sealed record YamlPitfall(string Message, string Fix, bool IsCut = false)
{
    /// <summary>Its place if that is not the beginning of the text.</summary>
    public RulePlace? Place { get; init; }
}

/// <summary>Position of a text's characters in the file.</summary>
/// <param name="Line">Line of the text's first line.</param>
/// <param name="Column">Column of the first character of every line.</param>
/// <param name="IsExact">False if escapes or folding moved the characters.</param>
internal readonly record struct TextOrigin(int Line, int Column, bool IsExact);

/// <param name="isFlow">Written with <c>[ ]</c>.</param>
internal sealed class ListNode(RulePlace place, ImmutableArray<Node> items, bool isFlow) : Node(place)
{
    public override string Kind => "a list";

    public ImmutableArray<Node> Items => items;

    public bool IsFlow => isFlow;
}

/// <param name="isFlow">Written with <c>{ }</c>.</param>
internal sealed class MapNode(RulePlace place, ImmutableArray<MapEntry> entries, bool isFlow) : Node(place)
{
    public override string Kind => "a map";

    public ImmutableArray<MapEntry> Entries => entries;

    public bool IsFlow => isFlow;

    public Node? this[string name]
    {
        get
        {
            // Called forty times per rule: with a lambda this was a sixth of the allocations in loading.
            foreach (var entry in entries)
            {
                if (string.Equals(entry.Name, name, StringComparison.Ordinal))
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }
}

/// <summary>A key with its value. A plain key is reduced to name and position: every rule has three of them.</summary>
internal readonly struct MapEntry
{
    private readonly TextNode? _key;
    private readonly int _line;
    private readonly int _column;

    public MapEntry(TextNode key, Node value)
    {
        Name = key.Value;
        Value = value;
        _line = key.Place.Line;
        _column = key.Place.Column;
        _key = key is { Style: TextStyle.Plain, Pitfall: null, Origin.IsExact: true } ? null : key;
    }

    private MapEntry(MapEntry entry, string name)
    {
        this = entry;
        Name = name;
    }

    public string Name { get; }

    public Node Value { get; }

    public TextNode Key =>
        _key
        ?? new TextNode(
            new RulePlace(Value.Place.Path, _line, _column),
            Name,
            TextStyle.Plain,
            new TextOrigin(_line, _column, IsExact: true)
        );

    /// <summary>The same with another string object for its name.</summary>
    public MapEntry Named(string name) => new(this, name);
}
