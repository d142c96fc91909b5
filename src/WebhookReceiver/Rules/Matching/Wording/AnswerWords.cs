using System.Collections.Concurrent;
using System.Text;

namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>
/// What people say in place of an answer, in the languages of a folder: questions of their own, and words that take an earlier
/// answer back. Immutable, and made once.
/// </summary>
internal sealed class AnswerWords
{
    private const string English = "en";
    private const int LongestEntry = 6;
    private const int FewestWordsOfRisk = 3;
    private const int FewestLettersOfNoun = 3;

    private static readonly ConcurrentDictionary<string, AnswerWords> Made = new(StringComparer.Ordinal);

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>[] _parts;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _polite;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _around;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _riskyAsk;

    private AnswerWords(string[] codes, bool areListed)
    {
        _parts =
        [
            .. Enum.GetValues<TalkPart>()
                .Select(part =>
                    Set(codes.SelectMany(code => TalkTable.Of(code, part)).Where(entry => entry[0] != '~'))
                ),
        ];
        _riskyAsk = Set(
            areListed
                ? codes
                    .SelectMany(code => TalkTable.Of(code, TalkPart.Ask))
                    .Where(entry => entry[0] == '~')
                    .Select(entry => entry[1..])
                : []
        );
        _polite = Set(codes.SelectMany(code => Entries(WordingTable.Of(code)!.Courtesy)));
        _around = Set(codes.SelectMany(AroundIn));
        Names = new NameWords(codes, areListed, _around);
    }

    /// <summary>What people say where they are asked for a name.</summary>
    public NameWords Names { get; }

    /// <summary>The words of these languages and of English; of all languages if none is named.</summary>
    public static AnswerWords For(IReadOnlyCollection<string> languages)
    {
        var known = languages.Count == 0 ? WordingTable.Languages : languages.SelectMany(WordingTable.CodesOf);
        string[] codes = [.. known.Append(English).Distinct(StringComparer.Ordinal)];
        return Made.GetOrAdd(
            $"{languages.Count > 0} {string.Join(' ', codes)}",
            _ => new AnswerWords(codes, languages.Count > 0)
        );
    }

    /// <summary>Whether a text asks something itself: by its sign, by how it begins or ends, or by a word that only questions have.</summary>
    public bool IsQuestion(FoldedText text)
    {
        if (Questions.EndsWithSign(text))
        {
            return true;
        }

        var count = text.Tokens.Length;
        var first = 0;
        while (first < count && Leading(text, first) is > 0 and var polite)
        {
            first += polite;
        }

        return (count > 1 && first < count && Take(TalkPart.Ask, text, first) > 0)
            || (count - first >= FewestWordsOfRisk && Take(_riskyAsk, text, first) > 0)
            || HasAny(TalkPart.Asks, text)
            || (count > 1 && EndsWith(TalkPart.End, text));
    }

    /// <summary>Whether somebody who is asked this may well answer with a question: "What is your question?".</summary>
    public bool InvitesQuestions(string variable, string question)
    {
        var (name, text) = (new FoldedText(), new FoldedText());
        name.Fold(variable.Replace('_', ' '));
        text.Fold(question);
        // "Comment vous appelez-vous ?" asks for no comment.
        return HasAny(TalkPart.Open, name) || (HasAny(TalkPart.Open, text) && !Names.IsIn(text));
    }

    /// <summary>
    /// The text without words that take back an earlier answer, "no wait, friday instead"; <see langword="null"/> if it has none.
    /// </summary>
    public string? WithoutCorrection(FoldedText text)
    {
        var (rest, isCorrected, isFirst) = (new StringBuilder(), false, true);
        var count = text.Tokens.Length;
        for (var at = 0; at < count; )
        {
            var kept = Take(TalkPart.Keep, text, at);
            var taken = kept > 0 ? 0 : Take(TalkPart.Fix, text, at);
            taken = taken == 0 && kept == 0 && isFirst ? No(text, at) : taken;
            isCorrected |= taken > 0;
            if (taken == 0)
            {
                taken = Math.Max(kept, 1);
                isFirst = false;
                var end = at + taken < count ? text.Tokens[at + taken].SourceStart : text.Original.Length;
                rest.Append(text.Original, text.Tokens[at].SourceStart, end - text.Tokens[at].SourceStart);
            }

            at += taken;
        }

        return isCorrected ? rest.ToString() : null;
    }

    /// <summary>Whether the words that are not in this set say nothing of their own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">A bit for every word that does.</param>
    public bool IsAllSaid(FoldedText text, ulong words)
    {
        for (var at = 0; at < text.Tokens.Length; )
        {
            var taken = at < 64 && (words & (1UL << at)) != 0 ? 1 : Around(text, at);
            if (taken == 0 && !char.IsSurrogate(text.WordAt(at)[0]))
            {
                return false;
            }

            at += Math.Max(taken, 1);
        }

        return true;
    }

    /// <summary>Whether this word is an article: "an appointment".</summary>
    public bool IsArticle(FoldedText text, int at) => at >= 0 && Take(TalkPart.Article, text, at) > 0;

    /// <summary>
    /// Whether a number counts what a question asks for: "for two" are people, and "3 nights" what the question calls nights.
    /// </summary>
    /// <param name="number">The number and what is said with it.</param>
    /// <param name="value">Its value.</param>
    /// <param name="variable">The variable of the question.</param>
    /// <param name="question">The question.</param>
    public bool IsCountOf(string number, string value, string variable, string question)
    {
        var (text, name, asked) = (new FoldedText(), new FoldedText(), new FoldedText());
        text.Fold(number);
        name.Fold(variable.Replace('_', ' '));
        asked.Fold(question);
        var asksPeople =
            HasAny(TalkPart.People, name) || HasAny(TalkPart.People, asked) || EndsWith(TalkPart.HowMany, asked);
        var (isCounted, isFor, digits, unknown) = (false, false, 0, 0);
        var isNumber = false;
        for (var at = 0; at < text.Tokens.Length; )
        {
            var word = text.WordAt(at);
            var isNoun =
                isNumber
                && word.Length >= FewestLettersOfNoun
                && (Has(asked, word) || Has(name, word))
                && !IsDigit(word);
            var (people, before) = (Take(TalkPart.People, text, at), Take(TalkPart.For, text, at));
            if (people > 0 && !isNoun && !asksPeople)
            {
                return false;
            }

            isCounted |= isNoun || people > 0;
            isFor |= before > 0;
            digits += IsDigit(word) ? 1 : 0;
            var around = Math.Max(Math.Max(people, before), Around(text, at));
            unknown += around == 0 && !isNoun && !IsDigit(word) ? 1 : 0;
            isNumber = IsDigit(word) || (around == 0 && !isNoun);
            at += Math.Max(around, 1);
        }

        // A number in words has no other words beside it; "works for me" counts nobody.
        return (digits == 0 || unknown == 0) && (isCounted || (isFor && asksPeople && (digits > 0 || value != "1")));
    }

    private static bool IsDigit(ReadOnlySpan<char> word) => char.IsAsciiDigit(word[0]);

    private static bool Has(FoldedText text, ReadOnlySpan<char> word)
    {
        for (var at = 0; at < text.Tokens.Length; at++)
        {
            if (text.WordAt(at).SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }

    private int Around(FoldedText text, int at) =>
        Math.Max(Take(_around, text, at), Math.Max(Take(TalkPart.And, text, at), Take(TalkPart.Fix, text, at)));

    private static IEnumerable<string> AroundIn(string code)
    {
        var table = WordingTable.Of(code)!;
        SpokenPart[] spoken = [SpokenPart.Courtesy, SpokenPart.At, SpokenPart.DayMark, SpokenPart.Not];
        return Entries($"{table.Courtesy},{table.Wish},{table.Orders}")
            .Concat(SpokenTable.Of(code).Where(one => spoken.Contains(one.Part)).Select(one => one.Words));
    }

    private static string[] Entries(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private int Leading(FoldedText text, int at) =>
        Math.Max(Take(TalkPart.Fix, text, at), Math.Max(No(text, at), Polite(text, at)));

    /// <summary>Words of courtesy that are no question by themselves: "hi, can you …", "and how …".</summary>
    private int Polite(FoldedText text, int at) =>
        Take(TalkPart.Ask, text, at) > 0 || Take(_riskyAsk, text, at) > 0
            ? 0
            : Math.Max(Take(_polite, text, at), Take(TalkPart.And, text, at));

    private int No(FoldedText text, int at)
    {
        if (Take(TalkPart.Nein, text, at) is > 0 and var nein)
        {
            return nein;
        }

        var no = Take(TalkPart.No, text, at);
        var next = at + no;
        var isAlone =
            no > 0 && next < text.Tokens.Length && (Denial.IsBreak(text, next) || Take(TalkPart.Fix, text, next) > 0);
        return isAlone ? no : 0;
    }

    private bool HasAny(TalkPart part, FoldedText text)
    {
        for (var at = 0; at < text.Tokens.Length; at++)
        {
            if (Take(part, text, at) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool EndsWith(TalkPart part, FoldedText text)
    {
        var count = text.Tokens.Length;
        for (var length = 1; length <= Math.Min(LongestEntry, count); length++)
        {
            if (_parts[(int)part].Contains(text.Words(count - length, count)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of words of the longest entry of a kind that begins here; 0 if none does.</summary>
    public int Take(TalkPart part, FoldedText text, int at) => Take(_parts[(int)part], text, at);

    /// <summary>The number of words of the longest entry that begins here; 0 if none does.</summary>
    private static int Take(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> entries, FoldedText text, int at)
    {
        for (var length = Math.Min(LongestEntry, text.Tokens.Length - at); length > 0; length--)
        {
            if (entries.Contains(text.Words(at, at + length)))
            {
                return length;
            }
        }

        return 0;
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(IEnumerable<string> entries) =>
        entries
            .Select(FoldedText.Of)
            .Where(entry => entry.Length > 0)
            .ToHashSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
}
