using System.Collections.Frozen;
using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Slots;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>What a key reader needs: where problems go, what names the folder has, and texts out of nodes.</summary>
internal sealed class Reading(ProblemList problems, FolderNames names, Vocabulary vocabulary)
{
    /// <summary>How deep lists may stand in lists; deeper ones would cost stack.</summary>
    public const int MaxListDepth = 32;

    // Lists used by many rules multiply; this is far above any real folder and far below harm.
    private const int MaxExpandedTexts = 400_000;

    private readonly Dictionary<string, TemplateScope> _texts = new(StringComparer.Ordinal);
    private SlotTypes? _slots;
    private int _expanded;

    public ProblemList Problems => problems;

    public FolderNames Names => names;

    public Vocabulary Vocabulary => vocabulary;

    /// <summary>Where messages are answered meanwhile; null where nothing else is going on.</summary>
    public Pace? Pace { get; init; }

    /// <summary>What holds for the whole folder; complete before the first rule is read.</summary>
    public FolderSettings Settings { get; } = new();

    public TimeZoneInfo Zone => Settings.Zone;

    /// <summary>Calendars and tables; complete before the first rule is read.</summary>
    public FolderBook Book { get; } = new();

    /// <summary>What may stand behind the colon of a slot.</summary>
    public SlotTypes Slots =>
        _slots ??= new SlotTypes(
            Book.Tables.Select(named => KeyValuePair.Create<string, SlotType>(named.Key, new TableSlot(named.Value)))
                .Append(new("date", new DateSlot(Zone, new DateWords(Settings.Languages), Settings.IsMonthFirst)))
                .ToDictionary(StringComparer.Ordinal)
        );

    /// <summary>What a text in this language may name.</summary>
    public TemplateScope ScopeFor(IReadOnlySet<string> captures, ReplyLanguage language)
    {
        if (!_texts.TryGetValue(language.Code, out var scope))
        {
            scope = new TemplateScope(
                FrozenSet<string>.Empty,
                names.SharedTexts.ToFrozenDictionary(
                    named => named.Key,
                    named => named.Value.In(language).Value,
                    StringComparer.Ordinal
                )
            )
            {
                Book = Book.Variables(names),
                Ends = names
                    .SharedTexts.Where(named => named.Value.Ends is not null)
                    .ToFrozenDictionary(named => named.Key, named => named.Value.Ends!.Value, StringComparer.Ordinal),
                Language = language,
            };
            _texts[language.Code] = scope;
        }
        return captures.Count == 0 ? scope : scope with { Captures = captures };
    }

    /// <summary>A text for people or customers; null with a problem if it is none, is missing, or was cut or joined by YAML.</summary>
    public TextNode? Text(Node node, string what)
    {
        if (node is not TextNode text)
        {
            problems.Error(node.Place, $"{what} must be a text, but this is {node.Kind}.", names.AsQuoted(node));
            return null;
        }

        if (text.Trap is { } trap)
        {
            problems.Error(text.Place, trap.Message, trap.Cure);
            return null;
        }

        if (string.IsNullOrWhiteSpace(text.Value))
        {
            problems.Error(text.Place, $"{what} is empty.", EmptyCure(text));
            return null;
        }

        return text;
    }

    /// <summary>A single word or number, after which a comment may follow.</summary>
    public string? Word(Node node, string what) =>
        node is TextNode { Trap.IsCut: true, IsMissing: false } word ? word.Value : Text(node, what)?.Value;

    /// <summary>A text or a list of texts; each <c>$name</c> is replaced by the texts of that list.</summary>
    public List<TextNode> TextList(Node node, string what)
    {
        var texts = new List<TextNode>(capacity: 1);
        HashSet<string>? seen = null;
        Collect(node, what, texts, ref seen, depth: 0);
        return texts;
    }

    /// <summary>The entries of a list that a text names; none with a problem if there is no such list.</summary>
    public IReadOnlyList<TextNode> Entries(string listName, RulePlace usedAt) =>
        names.List(listName, usedAt, problems) is { } list ? TextList(list, $"an entry of the list '{listName}'") : [];

    /// <summary>Counts one more text that a list stands for; false if there are too many to hold.</summary>
    public bool Expand(TextNode text)
    {
        if (_expanded < MaxExpandedTexts)
        {
            CountExpanded(text);
        }

        return _expanded < MaxExpandedTexts;
    }

    /// <summary>The entries of a list by themselves, whether a rule uses it or not.</summary>
    public void CheckEntries(Node node, string listName)
    {
        foreach (var item in Items(node))
        {
            if (Text(item, $"an entry of the list '{listName}'") is { } text && FolderNames.IsReference(text.Value))
            {
                names.List(text.Value[1..], text.Place, problems);
            }
        }
    }

    /// <summary>The map, or null with a problem.</summary>
    public MapNode? Map(Node node, string what, string cure)
    {
        if (node is MapNode map)
        {
            return map;
        }

        problems.Error(node.Place, $"{what} must be a map, but this is {node.Kind}.", cure);
        return null;
    }

    /// <summary>yes or no, in the spellings people use.</summary>
    public bool? Flag(Node node, string what)
    {
        var word = Word(node, what);
        switch (word)
        {
            case null:
                return null;
            case "true" or "yes" or "on":
                return true;
            case "false" or "no" or "off":
                return false;
            default:
                problems.Error(
                    node.Place,
                    $"{what} is either true or false, not '{word}'.",
                    "Write 'true' or 'false'."
                );
                return null;
        }
    }

    private void Collect(Node node, string what, List<TextNode> texts, ref HashSet<string>? seen, int depth)
    {
        if (depth > MaxListDepth)
        {
            problems.Error(node.Place, "lists stand in lists too deeply here.", "Write the texts into fewer lists.");
            return;
        }

        foreach (var item in Items(node))
        {
            if (Text(item, what) is not { } text)
            {
                continue;
            }

            if (_expanded >= MaxExpandedTexts)
            {
                return;
            }

            if (!FolderNames.IsReference(text.Value))
            {
                texts.Add(text);
                CountExpanded(text);
            }
            else if (names.List(text.Value[1..], text.Place, problems) is { } value)
            {
                seen ??= new(StringComparer.Ordinal);
                if (seen.Add(text.Value))
                {
                    Collect(value, $"an entry of the list '{text.Value[1..]}'", texts, ref seen, depth + 1);
                }
            }
        }
    }

    private ImmutableArray<Node> Items(Node node)
    {
        if (node is not ListNode list)
        {
            return [node];
        }

        if (list.Items.IsEmpty)
        {
            problems.Error(node.Place, "the list is empty.", "Write at least one entry, or take the key out.");
        }

        return list.Items;
    }

    private void CountExpanded(TextNode text)
    {
        if (++_expanded == MaxExpandedTexts)
        {
            problems.Error(text.Place, "the rules use more texts than this program can hold.", "Use shorter lists.");
        }
    }

    private static string EmptyCure(TextNode text) =>
        text.Style == TextStyle.Literal
            ? "Indent the lines of the text further than the key above them."
            : "Write the text after it, or take the key out.";
}
