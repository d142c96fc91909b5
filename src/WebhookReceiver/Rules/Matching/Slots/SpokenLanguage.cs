using System.Collections.Concurrent;
using System.Collections.Frozen;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// The words of one language for days, times and numbers, folded: the names of the framework's cultures, and a table of
/// colloquial words. Built once per language.
/// </summary>
internal sealed class SpokenLanguage
{
    /// <summary>Most words in a name: day after tomorrow; 星期一.</summary>
    private const int LongestName = 4;

    private static readonly ConcurrentDictionary<string, SpokenLanguage> Made = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>?[] _parts;
    private readonly FrozenDictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _begins;
    private readonly Lazy<FrozenDictionary<string, int>> _numbers;
    private readonly SpokenLanguage? _own;

    private SpokenLanguage(Builder words, ReplyLanguage? language)
    {
        _parts =
        [
            // To freeze them costs a load more than all look-ups of it gain.
            .. words.Parts.Select(part => part?.GetAlternateLookup<ReadOnlySpan<char>>()),
        ];
        _begins = words.Begins().ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var told = words.Parts[(int)SpokenPart.Number];
        _numbers = new(() => NumberWords.Of(language?.Output, told));
        CountsDays = words.Parts[(int)SpokenPart.DayMark]?.ContainsValue(1) is true;
        Language = language;
    }

    private SpokenLanguage(SpokenLanguage language, SpokenLanguage own)
    {
        CountsDays = language.CountsDays;
        _parts = language._parts;
        _begins = language._begins;
        _numbers = language._numbers;
        Language = language.Language;
        _own = own;
    }

    /// <summary>The language; null for the shop's own words.</summary>
    public ReplyLanguage? Language { get; }

    /// <summary>Whether 4 may also mean four in the afternoon: no 24-hour clock.</summary>
    public bool HasTwelveHours =>
        Language?.Output.DateTimeFormat.ShortTimePattern.Contains('h', StringComparison.Ordinal) is true;

    /// <summary>Whether days of the month are plain numbers in words, too: dia dois, le seize.</summary>
    public bool CountsDays { get; }

    /// <summary>The language of this code, with English words only if it is English.</summary>
    public static SpokenLanguage Of(ReplyLanguage language) =>
        Made.GetOrAdd(language.Code, _ => new SpokenLanguage(Builder.Of(language), language));

    /// <summary>Additional words of the shop.</summary>
    public static SpokenLanguage Own(IEnumerable<(SpokenPart Part, string Words, int Value)> words)
    {
        var own = new Builder();
        foreach (var (part, text, value) in words)
        {
            own.Add(part, text, value);
        }

        return new SpokenLanguage(own, language: null);
    }

    /// <summary>This language with the shop's words, which take precedence.</summary>
    public SpokenLanguage With(SpokenLanguage own) => new(this, own);

    /// <summary>Builds the number words now, so that no message waits for them.</summary>
    public void Prepare() => _ = _numbers.Value;

    /// <summary>The longest name of this kind at a word: the number of its words, 0 for none.</summary>
    public int Take(SpokenPart part, FoldedText text, int token, out int value)
    {
        if (_own is not null && _own.Take(part, text, token, out value) is > 0 and var taken)
        {
            return taken;
        }

        value = 0;
        // Most words begin no name: one look-up, not one for each number of words.
        if (
            !_begins.TryGetValue(text.WordAt(token), out var begun)
            || (begun & (1L << (int)part)) == 0
            || _parts[(int)part] is not { } names
        )
        {
            return 0;
        }

        for (var count = Math.Min(LongestName, text.Tokens.Length - token); count > 0; count--)
        {
            if (names.TryGetValue(text.Span(token, token + count), out value))
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>The number of these words, 0 to 100; -1 if they are none.</summary>
    public int Number(ReadOnlySpan<char> words) =>
        _own?.Number(words) is >= 0 and var own ? own
        : _numbers.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(words, out var number) ? number
        : -1;

    /// <summary>Whether a word is a number of its own, or the first of one.</summary>
    public bool MayBeginNumber(ReadOnlySpan<char> word) => Number(word) > 0;

    public bool Has(SpokenPart part, ReadOnlySpan<char> word) =>
        _own?.Has(part, word) is true || _parts[(int)part]?.ContainsKey(word) is true;

    /// <summary>The value of a word of this kind; 0 if it is none.</summary>
    public int Value(SpokenPart part, ReadOnlySpan<char> word) =>
        _parts[(int)part] is { } names && names.TryGetValue(word, out var value) ? value : 0;

    /// <summary>The first words of names of any kind that is looked for in phrases.</summary>
    public IEnumerable<string> FirstWords =>
        _begins
            .Dictionary.Where(word => word.Value != 1L << (int)SpokenPart.Choice)
            .Select(word => word.Key)
            .Concat(_own?.FirstWords ?? []);

    /// <summary>The first words of numbers.</summary>
    public IEnumerable<string> FirstWordsOfNumbers =>
        _numbers.Value.Keys.Select(First).Concat(_own?.FirstWordsOfNumbers ?? []);

    /// <summary>The names of a kind, with their values.</summary>
    public IEnumerable<KeyValuePair<string, int>> Names(SpokenPart part) =>
        _parts[(int)part] is { } names ? (IEnumerable<KeyValuePair<string, int>>)names.Dictionary : [];

    private static string First(string words) => words.Split(' ', 2)[0];

    private sealed class Builder
    {
        public Dictionary<string, int>?[] Parts { get; } = new Dictionary<string, int>?[(int)SpokenPart.Beyond + 1];

        public static Builder Of(ReplyLanguage language)
        {
            var words = new Builder();
            // The table precedes the culture: it knows "mañana por la mañana".
            foreach (var (part, text, value) in SpokenTable.Of(language.Code))
            {
                words.Add(part, text, value);
            }

            var names = language.Output.DateTimeFormat;
            words.AddAll(SpokenPart.Day, names.DayNames, first: 0);
            words.AddAll(SpokenPart.ShortDay, names.AbbreviatedDayNames, first: 0);
            words.AddAll(SpokenPart.Month, names.MonthNames, first: 1);
            words.AddAll(SpokenPart.Month, names.MonthGenitiveNames, first: 1);
            words.AddAll(SpokenPart.Month, names.AbbreviatedMonthNames, first: 1);
            words.AddAll(SpokenPart.Month, names.AbbreviatedMonthGenitiveNames, first: 1);
            words.Add(SpokenPart.Relative, language.Words.Today, 0);
            words.Add(SpokenPart.Relative, language.Words.Tomorrow, 1);
            return words;
        }

        public void Add(SpokenPart part, string written, int value)
        {
            var folded = FoldedText.Of(written);
            // The thirteenth month is empty, and Japanese months are numbers.
            if (folded.Length > 0 && !folded.All(char.IsAsciiDigit))
            {
                (Parts[(int)part] ??= new(StringComparer.Ordinal)).TryAdd(folded, value);
            }
        }

        /// <summary>The first words of names, with a bit for every kind of name.</summary>
        public Dictionary<string, long> Begins()
        {
            var begins = new Dictionary<string, long>(StringComparer.Ordinal);
            for (var kind = 0; kind < Parts.Length; kind++)
            {
                foreach (var name in Parts[kind]?.Keys ?? Enumerable.Empty<string>())
                {
                    begins[First(name)] = begins.GetValueOrDefault(First(name)) | (1L << kind);
                }
            }

            return begins;
        }

        private void AddAll(SpokenPart part, string[] written, int first)
        {
            for (var i = 0; i < written.Length; i++)
            {
                Add(part, written[i], first + i);
            }
        }
    }
}
