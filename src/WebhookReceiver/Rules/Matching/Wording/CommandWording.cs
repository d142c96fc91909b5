using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>What a command is for; people write other words around each.</summary>
internal enum CommandKind
{
    /// <summary>Courtesy alone may stand around it: <c>start</c>, <c>resume</c>, <c>skip</c>.</summary>
    Plain = 0,

    /// <summary>It ends a form or menu.</summary>
    Cancel = 1,

    /// <summary>It ends all messages.</summary>
    Stop = 2,
}

/// <summary>What some words are beside a command.</summary>
internal enum WordingUse
{
    None = 0,

    /// <summary>They change nothing.</summary>
    Around = 1,

    /// <summary>They deny or ask: the command is spoken of, not given.</summary>
    Doubt = 2,
}

/// <summary>The words around commands in one language, and in English, which people use everywhere. Immutable, and made once.</summary>
internal sealed class CommandWording
{
    private const string English = "en";

    private static readonly ConcurrentDictionary<(string Language, CommandKind Kind), CommandWording> Made = new();

    private readonly Dictionary<string, WordingUse> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordingUse>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _no;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _nein;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _if;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _reason;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _subject;

    private CommandWording(string language, CommandKind kind)
    {
        Language = language;
        _lookup = _uses.GetAlternateLookup<ReadOnlySpan<char>>();
        string[] codes = language == English ? [English] : [English, language];
        foreach (var code in codes)
        {
            Add(WordingTable.Of(code)!, kind);
        }

        _no = Set(codes, TalkPart.No);
        _nein = Set(codes, TalkPart.Nein);
        _if = Set(codes, TalkPart.If);
        _reason = Set(codes, TalkPart.Reason);
        _subject = Set(codes, TalkPart.Subject);
        Drops = kind == CommandKind.Cancel ? [.. codes.SelectMany(code => TalkTable.Of(code, TalkPart.Drop))] : [];
        Families =
            kind != CommandKind.Cancel
                ? []
                :
                [
                    .. codes
                        .SelectMany(code => TalkTable.LinesOf(code, TalkPart.Cancel))
                        .Select(forms => forms.Select(FoldedText.Of).ToImmutableArray()),
                ];
    }

    /// <summary>The code of its table.</summary>
    public string Language { get; }

    /// <summary>The most words that belong together.</summary>
    public int Longest { get; private set; } = 1;

    /// <summary>One for each of these languages that is known; for every language if none is named.</summary>
    public static ImmutableArray<CommandWording> For(IReadOnlyCollection<string> languages, CommandKind kind)
    {
        var codes = languages.Count == 0 ? WordingTable.Languages : languages.SelectMany(WordingTable.CodesOf);
        string[] known = [.. codes.Distinct(StringComparer.Ordinal)];
        return
        [
            .. (known.Length == 0 ? [English] : known).Select(code =>
                Made.GetOrAdd((code, kind), one => new CommandWording(one.Language, one.Kind))
            ),
        ];
    }

    /// <summary>What these folded words are, together.</summary>
    public WordingUse UseOf(ReadOnlySpan<char> words) =>
        _lookup.TryGetValue(words, out var use) ? use : WordingUse.None;

    /// <summary>The forms of verbs for the command, folded: who writes one of them means them all.</summary>
    public ImmutableArray<ImmutableArray<string>> Families { get; }

    /// <summary>Whether these folded words are a "no" of their own, if a sign follows; or even if none does.</summary>
    public bool IsNo(ReadOnlySpan<char> words, bool endsClause) =>
        _nein.Contains(words) || (endsClause && _no.Contains(words));

    /// <summary>Whether what follows these folded words is under a condition.</summary>
    public bool IsIf(ReadOnlySpan<char> words) => _if.Contains(words);

    /// <summary>What gives up what was begun, as the command does: "forget it".</summary>
    public ImmutableArray<string> Drops { get; }

    /// <summary>Whether a clause that begins with these folded words says why, or what happens next: "I will phone you".</summary>
    public bool IsReason(ReadOnlySpan<char> words) => _reason.Contains(words);

    /// <summary>Whether a folded word begins a clause of its own: "I".</summary>
    public bool IsSubject(ReadOnlySpan<char> word) => _subject.Contains(word);

    private HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string[] codes, TalkPart part)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in codes.SelectMany(code => TalkTable.Of(code, part)))
        {
            var folded = FoldedText.OfRule(entry);
            Longest = Math.Max(Longest, folded.Tokens.Length);
            set.Add(folded.Chars.ToString());
        }

        return set.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    private void Add(WordingTable table, CommandKind kind)
    {
        Add(table.Courtesy, WordingUse.Around);
        if (kind != CommandKind.Plain)
        {
            Add(table.Wish, WordingUse.Around);
            Add(kind == CommandKind.Cancel ? table.Orders : table.Messages, WordingUse.Around);
        }

        Add(table.Doubts, WordingUse.Doubt);
    }

    /// <summary>A doubt comes last, and stays where it stands for something else as well.</summary>
    private void Add(string entries, WordingUse use)
    {
        foreach (
            var entry in entries.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var folded = FoldedText.OfRule(entry);
            Longest = Math.Max(Longest, folded.Tokens.Length);
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, folded.Chars.ToString(), out _);
            known = known == WordingUse.Doubt ? known : use;
        }
    }
}
