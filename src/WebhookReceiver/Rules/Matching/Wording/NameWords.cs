namespace WebhookReceiver.Rules.Matching.Wording;

/// <summary>
/// What people say where they are asked for a name: "my name is Ana", "it's Bob, thanks", or no name at all: "hello", "cancel my
/// booking please". Immutable.
/// </summary>
internal sealed class NameWords
{
    private const int LongestEntry = 6;
    private const int MostUnknown = 2;
    private const int FewestAround = 2;

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _asks;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _intro;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _outro;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _polite;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _hello;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _cancel;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _around;

    /// <param name="codes">The tables of the languages.</param>
    /// <param name="areListed">Whether the folder lists its languages.</param>
    /// <param name="around">Words of courtesy, and for what is cancelled.</param>
    public NameWords(string[] codes, bool areListed, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> around)
    {
        _asks = Set(TalkPart.Name);
        _intro = Set(TalkPart.Intro);
        _outro = Set(TalkPart.Outro);
        _polite = Set(TalkPart.Polite);
        _hello = Set(TalkPart.Hello);
        _cancel = Set(TalkPart.Cancel);
        _around = around;

        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(TalkPart part) =>
            codes
                .SelectMany(code => TalkTable.Of(code, part))
                .Where(entry => areListed || entry[0] != '~')
                .Select(entry => FoldedText.Of(entry.TrimStart('~')))
                .ToHashSet(StringComparer.Ordinal)
                .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Whether a question asks for a name.</summary>
    public bool IsAskedBy(string variable, string question)
    {
        var (name, text) = (new FoldedText(), new FoldedText());
        name.Fold(variable.Replace('_', ' '));
        text.Fold(question);
        return IsIn(name) || IsIn(text);
    }

    /// <summary>Whether a folded question asks for a name.</summary>
    public bool IsIn(FoldedText question) => HasAny(_asks, question);

    /// <summary>Whether a text is a greeting, thanks, or "ok", and nothing else.</summary>
    public bool IsSmallTalk(FoldedText text)
    {
        var at = 0;
        while (at < text.Tokens.Length && Small(text, at) is > 0 and var taken)
        {
            at += taken;
        }

        return at > 0 && at == text.Tokens.Length;
    }

    /// <summary>The name that a text says; <see langword="null"/> if it says none.</summary>
    public string? Of(FoldedText text)
    {
        if (IsSmallTalk(text) || IsCancelled(text) || !text.Original.Any(char.IsLetter))
        {
            return null;
        }

        var count = text.Tokens.Length;
        var first = Begin(text);
        var intro = Intro(text, first);
        if (intro > 0 && first + intro == count)
        {
            return null;
        }

        first += intro;
        var end = End(text, first, hasIntro: intro > 0);
        return first == 0 && end == count
            ? text.Original.Trim()
            : text.Original[text.Tokens[first].SourceStart..text.Tokens[end - 1].SourceEnd];
    }

    /// <summary>The first word behind a greeting that is set off, or stands before an introduction: "hi, Ana", "ok it's Bob".</summary>
    private int Begin(FoldedText text)
    {
        var (first, at) = (0, 0);
        while (Small(text, at) is > 0 and var taken)
        {
            at += taken;
            first = at < text.Tokens.Length && (Denial.IsBreak(text, at) || Intro(text, at) > 0) ? at : first;
        }

        return first;
    }

    private int End(FoldedText text, int first, bool hasIntro)
    {
        var end = text.Tokens.Length;
        for (var isMore = true; isMore; )
        {
            isMore = false;
            for (var length = Math.Min(LongestEntry, end - first - 1); length > 0 && !isMore; length--)
            {
                var words = text.Words(end - length, end);
                isMore =
                    _polite.Contains(words)
                    || (hasIntro && _outro.Contains(words))
                    || (_hello.Contains(words) && Denial.IsBreak(text, end - length));
                end -= isMore ? length : 0;
            }
        }

        return end;
    }

    /// <summary>The words before a name; also "Name: Ana". "Im" is a name, "I'm" is none.</summary>
    private int Intro(FoldedText text, int at)
    {
        var taken = Take(_intro, text, at);
        var isName =
            taken == 1
            && text.WordAt(at) is "im"
            && text.Tokens[at].FirstCut == 0
            && text.Original[text.Tokens[at].SourceStart] == 'I';
        taken = isName ? 0 : taken;
        if (taken > 0)
        {
            return taken;
        }

        var asked = Take(_asks, text, at);
        return
            asked > 0
            && at + asked < text.Tokens.Length
            && text.Original.AsSpan(text.Tokens[at + asked - 1].SourceEnd..text.Tokens[at + asked].SourceStart)
                .Contains(':')
            ? asked
            : 0;
    }

    /// <summary>"Cancel my booking for friday please": the word, courtesy around it, and little else.</summary>
    public bool IsCancelled(FoldedText text)
    {
        if (!HasAny(_cancel, text))
        {
            return false;
        }

        var (around, unknown) = (0, 0);
        for (var at = 0; at < text.Tokens.Length; )
        {
            var cancel = Take(_cancel, text, at);
            var other = cancel > 0 ? 0 : Math.Max(Take(_around, text, at), Take(_polite, text, at));
            around += other;
            unknown += cancel + other == 0 ? 1 : 0;
            at += Math.Max(cancel + other, 1);
        }

        return unknown == 0 || (unknown <= MostUnknown && around >= FewestAround);
    }

    private int Small(FoldedText text, int at) =>
        at >= text.Tokens.Length ? 0
        : char.IsSurrogate(text.WordAt(at)[0]) || FoldTable.ClassOf(text.WordAt(at)[0]) == CharClass.Symbol ? 1
        : Math.Max(Take(_hello, text, at), Take(_polite, text, at));

    private static bool HasAny(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> entries, FoldedText text)
    {
        for (var at = 0; at < text.Tokens.Length; at++)
        {
            if (Take(entries, text, at) > 0)
            {
                return true;
            }
        }

        return false;
    }

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
}
