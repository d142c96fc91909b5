namespace WebhookReceiver.Rules.Parsing.Source;

/// <summary>Builds nodes during parsing, without recursion, and refuses excessive depth or size.</summary>
internal sealed class NodeTree(SourceText source, ProblemList problems)
{
    /// <summary>Levels that are read: rules need about ten, and the parser takes quadratic time for very many.</summary>
    internal const int MaxDepth = 24;

    // Only a malicious file of 1 MB has more nodes than this.
    private const int MaxNodes = 500_000;

    /// <summary>More distinct names than the language has keys are not worth sharing.</summary>
    private const int MostShared = 200;

    private readonly Stack<Open> _open = new();
    private readonly Stack<Open> _spare = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _count;

    public Node? Root { get; private set; }

    public bool OpenList(RulePlace place, bool isFlow) => Enter(place, isFlow, isMap: false);

    public bool OpenMap(RulePlace place, bool isFlow) => Enter(place, isFlow, isMap: true);

    public bool Close()
    {
        var open = _open.Pop();
        var node = open.ToNode();
        _spare.Push(open);
        return Add(node);
    }

    /// <summary>Adds a finished node; false if the file must be abandoned.</summary>
    public bool Add(Node node)
    {
        if (++_count > MaxNodes)
        {
            problems.Error(node.Place, "the file holds too many entries.", "Split it into several files.");
            return false;
        }

        if (!_open.TryPeek(out var parent))
        {
            Root = node;
        }
        else if (!parent.IsMap)
        {
            parent.Add(node);
        }
        else if (parent.Key is { } key)
        {
            parent.Key = null;
            AddEntry(parent, key, node);
        }
        else
        {
            parent.Key = KeyOf(node);
            return parent.Key is not null;
        }

        return true;
    }

    private bool Enter(RulePlace place, bool isFlow, bool isMap)
    {
        if (_open.Count >= MaxDepth)
        {
            problems.Error(
                place,
                "this is nested too deeply.",
                "Rules need at most ten levels; look for a bracket too many."
            );
            return false;
        }

        var open = _spare.TryPop(out var spare) ? spare : new Open();
        open.Begin(place, isFlow, isMap);
        _open.Push(open);
        return true;
    }

    private void AddEntry(Open map, TextNode key, Node value)
    {
        if (map.FirstPlaceOf(key.Value) is { } first)
        {
            if (map.HoldsTwoRules)
            {
                return;
            }

            if (BeginsRule(map, key))
            {
                map.HoldsTwoRules = true;
                var line = RawLine.Parse(source, key.Place.Line);
                problems.Error(
                    key.Place,
                    $"'{key.Value}' stands here a second time: the next rule begins without a dash.",
                    $"Write in column {Math.Max(1, key.Place.Column - 2)}: - {line.With(line.Value)}"
                );
                return;
            }

            problems.Error(
                key.Place,
                $"the key '{key.Value}' stands here twice; the first is in line {first.Line}.",
                "Keep one of them; several texts can stand in a list."
            );
            return;
        }

        map.Add(new MapEntry(key, value).Named(Shared(key.Value)));
    }

    /// <summary>True if the key that is there already is the first of a rule glued to the one above.</summary>
    private bool BeginsRule(Open map, TextNode key)
    {
        var line = RawLine.Parse(source, key.Place.Line);
        var isRule = map.FirstPlaceOf("when") is not null && map.FirstPlaceOf("reply") is not null;
        var next = RawLine.Parse(source, key.Place.Line + 1).Key;
        return isRule
            && line.Dashes.Length == 0
            && line.KeyColumn == key.Place.Column
            && (key.Value == "id" || (key.Value == "when" && next is not null && map.FirstPlaceOf(next) is not null));
    }

    /// <summary>One string for all keys of the same name.</summary>
    private string Shared(string name)
    {
        if (_names.TryGetValue(name, out var shared))
        {
            return shared;
        }

        if (_names.Count < MostShared)
        {
            _names.Add(name, name);
        }

        return name;
    }

    /// <summary>The key, or null if the indentation is misleading: then nothing below can be trusted.</summary>
    private TextNode? KeyOf(Node node)
    {
        if (node is not TextNode key)
        {
            // '{{ name }}' is a map whose key is a map: the text began one column before.
            var outer = _open.Peek().Place;
            var pitfall = ValuePitfalls.AtStart(RawLine.At(source, outer.Line, outer.Column));
            problems.BrokenLine(
                node.Place,
                pitfall?.Message ?? $"{node.Kind} cannot be a key.",
                pitfall?.Fix ?? "Write 'key: value'."
            );
            return new TextNode(node.Place, "", TextStyle.Quoted, default);
        }

        if (key.Style == TextStyle.Plain && key.Value.Length > 0 && char.IsWhiteSpace(key.Value[0]))
        {
            problems.BrokenLine(
                key.Place,
                "the line begins with a no-break space, which does not indent.",
                $"Write ordinary spaces before '{key.Value.Trim()}'."
            );
            return null;
        }

        return key;
    }

    /// <summary>An open list or map; reused for the next one.</summary>
    private sealed class Open
    {
        /// <summary>A larger map is searched by a hash table; most maps are short, and there is one per rule.</summary>
        private const int Few = 16;

        private readonly List<Node> _items = [];
        private readonly List<MapEntry> _entries = [];
        private Dictionary<string, RulePlace>? _places;
        private bool _isFlow;

        public RulePlace Place { get; private set; }

        public bool IsMap { get; private set; }

        public TextNode? Key { get; set; }

        /// <summary>Two rules were written as one: the rest of the second is no further mistake.</summary>
        public bool HoldsTwoRules { get; set; }

        public void Begin(RulePlace place, bool isFlow, bool isMap)
        {
            Place = place;
            IsMap = isMap;
            Key = null;
            HoldsTwoRules = false;
            _isFlow = isFlow;
            _places = null;
            _items.Clear();
            _entries.Clear();
        }

        public Node ToNode() =>
            IsMap ? new MapNode(Place, [.. _entries], _isFlow) : new ListNode(Place, [.. _items], _isFlow);

        public RulePlace? FirstPlaceOf(string key)
        {
            if (_places is not null)
            {
                return _places.TryGetValue(key, out var place) ? place : null;
            }

            foreach (var entry in _entries)
            {
                if (string.Equals(entry.Name, key, StringComparison.Ordinal))
                {
                    return entry.Key.Place;
                }
            }

            return null;
        }

        public void Add(Node item) => _items.Add(item);

        public void Add(MapEntry entry)
        {
            _entries.Add(entry);
            if (_places is null && _entries.Count > Few)
            {
                _places = _entries.ToDictionary(known => known.Name, known => known.Key.Place, StringComparer.Ordinal);
                return;
            }

            _places?.Add(entry.Name, entry.Key.Place);
        }
    }
}
