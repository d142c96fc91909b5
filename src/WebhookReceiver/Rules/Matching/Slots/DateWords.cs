using System.Collections.Frozen;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// Names of days and months in the languages of a folder and in English, folded; several words are separated by spaces.
/// </summary>
internal sealed class DateWords
{
    /// <summary>Most words in a name: day after tomorrow; 星期一.</summary>
    public const int LongestName = 4;

    private static readonly (string Words, int Days)[] Relative =
    [
        ("day after tomorrow", 2),
        ("tonight", 0),
        ("heute abend", 0),
        ("übermorgen", 2),
        ("après-demain", 2),
        ("pasado mañana", 2),
        ("dopodomani", 2),
        ("depois de amanhã", 2),
        ("overmorgen", 2),
        ("pojutrze", 2),
        ("послезавтра", 2),
        ("بعد غد", 2),
        ("परसों", 2),
    ];

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _days;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _months;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _relative;

    public DateWords(Languages languages)
    {
        var days = new Dictionary<string, int>(StringComparer.Ordinal);
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        var relative = new Dictionary<string, int>(StringComparer.Ordinal);
        // The folder's own languages first: for a name in two languages, the first counts.
        foreach (var language in languages.All.Append(ReplyLanguage.Find("en")).OfType<ReplyLanguage>())
        {
            var names = language.Output.DateTimeFormat;
            AddAll(days, names.DayNames);
            AddAll(days, names.AbbreviatedDayNames);
            AddAll(months, names.MonthNames, first: 1);
            AddAll(months, names.MonthGenitiveNames, first: 1);
            AddAll(months, names.AbbreviatedMonthNames, first: 1);
            AddAll(months, names.AbbreviatedMonthGenitiveNames, first: 1);
            Add(relative, language.Words.Today, 0);
            Add(relative, language.Words.Tomorrow, 1);
        }
        foreach (var (words, count) in Relative)
        {
            Add(relative, words, count);
        }
        foreach (var (word, day) in new[] { ("tues", 2), ("thur", 4), ("thurs", 4), ("weds", 3) })
        {
            Add(days, word, day);
        }
        Add(months, "sept", 9);
        _days = Lookup(days);
        _months = Lookup(months);
        _relative = Lookup(relative);
    }

    /// <summary>The weekday at this word, Sunday is 0; returns the number of words, 0 for none.</summary>
    public int Day(FoldedText text, int token, out int day) => Longest(_days, text, token, out day);

    public int Month(FoldedText text, int token, out int month) => Longest(_months, text, token, out month);

    /// <summary>Today, tomorrow and similar words, as days from today.</summary>
    public int FromToday(FoldedText text, int token, out int days) => Longest(_relative, text, token, out days);

    private static int Longest(
        FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> names,
        FoldedText text,
        int token,
        out int value
    )
    {
        for (var count = Math.Min(LongestName, text.Tokens.Length - token); count > 0; count--)
        {
            var start = text.Tokens[token].Start;
            var last = text.Tokens[token + count - 1];
            if (names.TryGetValue(text.Chars[start..(last.Start + last.Length)], out value))
            {
                return count;
            }
        }
        value = 0;
        return 0;
    }

    private static void AddAll(Dictionary<string, int> names, string[] written, int first = 0)
    {
        for (var i = 0; i < written.Length; i++)
        {
            Add(names, written[i], first + i);
        }
    }

    private static void Add(Dictionary<string, int> names, string written, int value)
    {
        var folded = FoldedText.Of(written);
        // The thirteenth month is empty, and Japanese months are numbers.
        if (folded.Length > 0 && !folded.All(c => char.IsAsciiDigit(c)))
        {
            names.TryAdd(folded, value);
        }
    }

    private static FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup(
        Dictionary<string, int> names
    ) => names.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
