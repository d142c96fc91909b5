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

    /// <summary>A mistake of the layout for which the file must be read again; null for none.</summary>
    public SyntaxFinding? Slip { get; private set; }

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
            return AddEntry(parent, key, node);
        }
        else
        {
            parent.Key = KeyOf(node);
            parent.BeginAt(node.Place);
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

        if (
            isMap
            && !isFlow
            && _open.TryPeek(out var parent)
            && parent is { IsMap: true, Key.Value: "rules" or "tests" }
            && MissingDashes.First(source, place, parent.Key.Value) is { } slip
        )
        {
            Slip = slip;
            return false;
        }

        var open = _spare.TryPop(out var spare) ? spare : new Open();
        open.Begin(place, isFlow, isMap);
        _open.Push(open);
        return true;
    }

    private bool AddEntry(Open map, TextNode key, Node value)
    {
        if (map.FirstPlaceOf(key.Value) is not { } first)
        {
            map.Add(new MapEntry(key, value).Named(Shared(key.Value)));
            return true;
        }

        if (IsEntryOfList() && MissingDashes.Again(source, key, map.Names) is { } slip)
        {
            Slip = slip;
            return false;
        }

        problems.Error(
            key.Place,
            $"the key '{key.Value}' stands here twice; the first is in line {first.Line}.",
            "Keep one of them; several texts can stand in a list."
        );
        return true;
    }

    /// <summary>True if the innermost map is an entry of a list.</summary>
    private bool IsEntryOfList() => _open.Skip(1).FirstOrDefault() is { IsMap: false };

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

        /// <summary>The parser does not know where a map without braces begins, as in <c>[time: now]</c>: at its key.</summary>
        public void BeginAt(RulePlace key)
        {
            if (_isFlow && _entries.Count == 0 && Place is { Line: <= 1, Column: <= 1 })
            {
                Place = key;
            }
        }

        public bool IsMap { get; private set; }

        public TextNode? Key { get; set; }

        public IReadOnlyList<string> Names => _entries.ConvertAll(entry => entry.Name);

        public void Begin(RulePlace place, bool isFlow, bool isMap)
        {
            Place = place;
            IsMap = isMap;
            Key = null;
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
