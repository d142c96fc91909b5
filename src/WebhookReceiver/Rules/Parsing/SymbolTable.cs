using WebhookReceiver.Rules.Parsing.Holidays;
using WebhookReceiver.Rules.Parsing.Keys;
using WebhookReceiver.Rules.Parsing.Keys.Replies;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing;

/// <summary>The names of the whole folder: lists, shared texts, rules. Collected before any rule is parsed.</summary>
internal sealed class SymbolTable(IEnumerable<IReplyRule> pluginRules, ProblemList problems)
{
    private const int MaxSearches = 20;

    private readonly Dictionary<string, NamedNode> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NamedNode> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NamedNode> _calendars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NamedNode> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RulePlace> _rules = new(StringComparer.Ordinal);
    private readonly HashSet<string> _plugins = new(pluginRules.Select(rule => rule.Name), StringComparer.Ordinal);
    private readonly HashSet<string> _remembered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ledTo = new(StringComparer.Ordinal);
    private readonly HashSet<string> _disabled = new(StringComparer.Ordinal);
    private readonly List<SourceText> _unreadable = [];
    private readonly Dictionary<string, SourceText> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _meant = new(StringComparer.Ordinal);
    private int _searches;

    /// <summary>CSV files by path, for tables that refer to them.</summary>
    public Dictionary<string, CsvFile> CsvFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>Holiday files by path, for calendars that refer to them.</summary>
    public Dictionary<string, HolidayFile> HolidayFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>The holiday files that some calendar refers to.</summary>
    public HashSet<string> UsedHolidayFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>True if a rule gives all shared texts to a model.</summary>
    public bool AsksModelFromTexts { get; set; }

    public IReadOnlyDictionary<string, NamedNode> Lists => _lists;

    public IReadOnlyDictionary<string, NamedNode> Texts => _texts;

    public IReadOnlyDictionary<string, NamedNode> Calendars => _calendars;

    public IReadOnlyDictionary<string, NamedNode> Tables => _tables;

    /// <summary>Variables that some rule remembers about the contact.</summary>
    public IReadOnlySet<string> Remembered => _remembered;

    public IReadOnlyCollection<string> RuleIds => [.. _rules.Keys, .. _plugins];

    public IEnumerable<SourceText> Sources => _sources.Values;

    /// <summary>True if a file could not be read, so that not all names are known.</summary>
    public bool HasUnreadable => _unreadable.Count > 0;

    /// <summary>True for a rule with <c>enabled: false</c>.</summary>
    public bool IsDisabled(string id) => _disabled.Contains(id);

    public void AddDisabled(string id) => _disabled.Add(id);

    public bool HasRule(string id) => _rules.ContainsKey(id) || _plugins.Contains(id);

    public bool HasFileRule(string id) => _rules.ContainsKey(id);

    public void AddRemembered(IEnumerable<string> names) => _remembered.UnionWith(names);

    /// <summary>A rule that a choice of a menu leads to.</summary>
    public void AddLedTo(string id) => _ledTo.Add(id);

    /// <summary>Whether a menu leads to the rule; true also if the menu may stand in a file that cannot be read.</summary>
    public bool IsLedTo(string id) => _ledTo.Contains(id) || MayStandInUnreadableFile("menu:");

    public void AddSource(SourceText source, bool isReadable)
    {
        _sources[source.Path] = source;
        if (!isReadable)
        {
            _unreadable.Add(source);
        }
    }

    /// <summary>A file that another name was written for: it is told there.</summary>
    public void AddMeant(string? path) => _meant.Add(path ?? "");

    public bool IsMeant(string path) => _meant.Contains(path);

    /// <summary>A part of a file that cannot be read, while the rest of it can.</summary>
    public void AddLost(SourceText part) => _unreadable.Add(part);

    public void AddList(string name, NamedNode list) => AddNamed(_lists, "list", name, list);

    public void AddText(string name, NamedNode text) => AddNamed(_texts, "text", name, text);

    public void AddCalendar(string name, NamedNode calendar) => AddNamed(_calendars, "calendar", name, calendar);

    public void AddTable(string name, NamedNode table) => AddNamed(_tables, "table", name, table);

    public void AddRule(string id, RulePlace place)
    {
        if (id.AsSpan().IndexOfAnyExceptNameSign() < 0)
        {
            ForeignLetters.Check(place, id, problems);
        }

        if (_plugins.Contains(id))
        {
            problems.Error(place, $"a rule of a plug-in has the name '{id}' already.", "Give this rule another id.");
        }
        else if (!_rules.TryAdd(id, place))
        {
            problems.Error(
                place,
                $"another rule has the id '{id}' already, at {_rules[id]}.",
                $"Give one of them another id, such as '{id}-2'."
            );
        }
    }

    /// <summary>The entries of a list; null with a problem if it is unknown.</summary>
    public Node? List(string name, RulePlace usedAt, ProblemList told)
    {
        if (_lists.TryGetValue(name, out var list))
        {
            return list.Value;
        }

        if (MayStandInUnreadableFile(name))
        {
            told.LacksSomething = true;
        }
        else
        {
            told.Error(
                usedAt,
                $"there is no list '{name}'.",
                _texts.ContainsKey(name)
                    ? $"It is the name of a text. Write: \"{{{{ texts.{name} }}}}\""
                    : Nearest(name, _lists.Keys) ?? "Define it under 'lists:'."
            );
        }

        return null;
    }

    /// <summary>
    /// "Did you mean" among the names of the folder; only for the first errors, as there can be many names.
    /// </summary>
    public string? Nearest(string typed, IReadOnlyCollection<string> known) =>
        ++_searches <= MaxSearches ? Suggestion.For(typed, known) : null;

    /// <summary>True if an unreadable file mentions the name: then it is not reported as unknown.</summary>
    public bool MayStandInUnreadableFile(string name) =>
        _unreadable.Exists(source => source.Text.Contains(name, StringComparison.Ordinal));

    /// <summary>True if a template can use it: a dot would split it there.</summary>
    public static bool IsName(string name) =>
        ListReference.Is($"${name}") && !name.Contains('.', StringComparison.Ordinal);

    public SourceText? SourceOf(string path) => _sources.GetValueOrDefault(path);

    /// <summary>The raw line that a node begins; null if it does not stand first in a line of YAML.</summary>
    public RawLine? LineAt(Node node) =>
        _sources.TryGetValue(node.Place.Path, out var source)
        && RawLine.Parse(source, node.Place.Line) is var line
        && line.KeyColumn == node.Place.Column
            ? line
            : null;

    /// <summary>The corrected line of a node that should have been a text.</summary>
    public string? AsQuoted(Node node)
    {
        if (!_sources.TryGetValue(node.Place.Path, out var source))
        {
            return null;
        }

        var line = RawLine.Parse(source, node.Place.Line);
        if (
            node is MapNode { IsFlow: true }
            && source.Characters(node.Place.Line)[(node.Place.Column - 1)..] is not ['{', ..]
        )
        {
            return $"Write: {RawLine.Quoted(RawLine.At(source, node.Place.Line, node.Place.Column).Value)}";
        }

        var text = node is ListNode { IsFlow: true } list
            ? FlowText.Inside(list, source)
            : source
                .Line(node.Place.Line)[Math.Min(node.Place.Column - 1, source.Line(node.Place.Line).Length)..]
                .TrimEnd();
        return text.Length == 0 ? null
            : line.ValueColumn == node.Place.Column ? $"Write: {line.WithQuoted(text)}"
            : line.KeyColumn == node.Place.Column ? $"Write: {line.Dashes}{RawLine.Quoted(text)}"
            : null;
    }

    private void AddNamed(Dictionary<string, NamedNode> all, string what, string name, NamedNode named)
    {
        ForeignLetters.Check(named.Place, name, problems);
        if (!all.TryAdd(name, named))
        {
            problems.Error(
                named.Place,
                $"another {what} has the name '{name}' already, at {all[name].Place}.",
                "Names hold over the whole folder; give one of them another name."
            );
        }
    }
}

/// <summary>A named node and the position of its name.</summary>
internal sealed record NamedNode(RulePlace Place, Node Value);
