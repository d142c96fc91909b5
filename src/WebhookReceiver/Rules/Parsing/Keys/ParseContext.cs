using System.Collections.Frozen;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Rules.Matching.Wording;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Shared state of the key parsers during the parsing of a folder.</summary>
internal sealed class ParseContext(ProblemList problems, SymbolTable symbols, Vocabulary vocabulary)
{
    private readonly Dictionary<string, TemplateScope> _scopes = new(StringComparer.Ordinal);
    private SlotTypes? _slots;

    public ProblemList Problems => problems;

    public SymbolTable Symbols => symbols;

    public Vocabulary Vocabulary => vocabulary;

    /// <summary>The settings of the folder; complete once all files are split.</summary>
    public FolderSettings Settings { get; } = new();

    /// <summary>Shared texts, calendars and tables; complete before the first phrase or template is parsed.</summary>
    /// <exception cref="InvalidOperationException">The definitions are not parsed yet.</exception>
    public Definitions Definitions
    {
        get => field ?? throw new InvalidOperationException("The definitions are not parsed yet.");
        set;
    }

    /// <summary>The days that the current rule knows.</summary>
    public RuleDays Days { get; } = new();

    /// <summary>When the folder is looked at, for notes about days that are over.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>What the rules say in each language.</summary>
    public LanguageCorpus Corpus { get; } = new();

    /// <summary>The variables that are remembered before the text in parsing is said.</summary>
    public IReadOnlySet<string> JustRemembered { get; set; } = FrozenSet<string>.Empty;

    /// <summary>The variables that the conditions of the rule in parsing guarantee.</summary>
    public IReadOnlySet<string> Sure { get; set; } = FrozenSet<string>.Empty;

    /// <summary>How many texts have markup of other programs.</summary>
    public int ForeignTexts { get; set; }

    /// <summary>How many texts the lists have come to so far.</summary>
    public int ExpandedTexts { get; set; }

    /// <summary>The types allowed after the colon of a slot.</summary>
    public SlotTypes Slots => _slots ??= MakeSlots(new SpokenLanguages(Settings.Languages, Settings.OwnWords));

    private SlotTypes MakeSlots(SpokenLanguages languages) =>
        new(
            languages,
            [
                .. Definitions.Tables.Values.Select(table => new TableSlot(table, languages)),
                new DateSlot(Settings.Zone, languages, Settings.IsMonthFirst),
            ]
        );

    /// <summary>The names available to a text in this language.</summary>
    public TemplateScope ScopeFor(IReadOnlySet<string> captures, ReplyLanguage language)
    {
        if (!_scopes.TryGetValue(language.Code, out var scope))
        {
            scope = new TemplateScope(
                FrozenSet<string>.Empty,
                Definitions.Texts.ToFrozenDictionary(
                    named => named.Key,
                    named => named.Value.In(language).Value,
                    StringComparer.Ordinal
                )
            )
            {
                Book = Definitions.Variables(symbols),
                Ends = Definitions
                    .Texts.Where(named => named.Value.Ends is not null)
                    .ToFrozenDictionary(named => named.Key, named => named.Value.Ends!.Value, StringComparer.Ordinal),
                Language = language,
                Remembered = symbols.Remembered,
            };
            _scopes[language.Code] = scope;
        }
        return captures.Count + JustRemembered.Count + Sure.Count == 0
            ? scope
            : scope with
            {
                Captures = captures,
                Days = Days.Known,
                JustRemembered = JustRemembered,
                Sure = Sure,
            };
    }
}
