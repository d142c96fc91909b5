using WebhookReceiver.Rules;
using WebhookReceiver.Rules.Parsing;

namespace WebhookReceiver.Commands.Importing;

/// <summary>Everything that an importer found: rules, and what a person must know about them.</summary>
internal sealed class ImportBook
{
    private const int LongestNote = 300;

    private readonly HashSet<ImportNote> _notTaken = [];
    private readonly HashSet<ImportNote> _differs = [];
    private readonly SortedDictionary<string, int> _taken = new(StringComparer.Ordinal);

    public List<ImportedRule> Rules { get; } = [];

    public List<ImportedTable> Tables { get; } = [];

    /// <summary>Reasons to write nothing.</summary>
    public ProblemList Problems { get; } = new();

    /// <summary>Notes in the order of the files.</summary>
    public IReadOnlyList<ImportNote> Lost => InOrder(_notTaken);

    /// <summary>The same, for what is taken but behaves otherwise.</summary>
    public IReadOnlyList<ImportNote> Changed => InOrder(_differs);

    public IReadOnlyDictionary<string, int> Taken => _taken;

    public void Took(string what, int count = 1) =>
        _taken[what] = _taken.TryGetValue(what, out var before) ? before + count : count;

    public void NotTaken(RulePlace place, string what) => Add(_notTaken, new ImportNote(place, what));

    public void Differs(RulePlace place, string what) => Add(_differs, new ImportNote(place, what));

    /// <summary>What is so for the whole import.</summary>
    public void Differs(string what) => Add(_differs, new ImportNote(Place: null, what));

    private static void Add(HashSet<ImportNote> notes, ImportNote note) =>
        notes.Add(note.What.Length <= LongestNote ? note : note with { What = note.What[..LongestNote] + "…" });

    private static IReadOnlyList<ImportNote> InOrder(HashSet<ImportNote> notes) =>
        [
            .. notes
                .OrderBy(note => note.Place is null ? "" : note.Place.Value.Path, StringComparer.Ordinal)
                .ThenBy(note => note.Place?.Line ?? 0),
        ];
}

/// <summary>Something that a person must know.</summary>
/// <param name="Place">Where it stands in the foreign file; null for the whole import.</param>
/// <param name="What">A sentence without a dot.</param>
internal sealed record ImportNote(RulePlace? Place, string What)
{
    public override string ToString() => Place is { } place ? $"{place.Path}:{place.Line}: {What}" : What;
}
