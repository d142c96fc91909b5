using System.Buffers;
using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A time as people say it: 16:30, 4pm, 16 Uhr, half past four, seis da tarde, noon. The value is 16:30. An hour from
/// one to twelve without its half of the day has two readings. Of a span the beginning counts. A number alone is a time
/// only as the whole answer, or after an "at" beside a day.
/// </summary>
/// <param name="languages">The languages to read.</param>
internal sealed class TimeSlot(SpokenLanguages Languages) : SpokenSlotType(Languages)
{
    /// <summary>A longer span rather means two times.</summary>
    private const int LongestSpan = 3 * 60;

    private const int LongestName = 3;

    private const int Day = 24 * 60;

    private static readonly SearchValues<char> Parting = SearchValues.Create(",.;!?\n");

    public override string Name => "time";

    protected override bool MayBeSpan => false;

    public override int Lead(MatchContext context, int token) =>
        Languages.Take(SpokenPart.Lead, context.Text, token, out _);

    /// <summary>Of "6 or 7pm" the end alone is no time, either.</summary>
    public override bool IsDenied(MatchContext context, int first, int end, SlotUse use) =>
        base.IsDenied(context, first, end, use)
        || IsSecond(context.Text, first)
        || IsInPartOfDay(context.Text, first)
        || IsHalf(context.Text, first);

    /// <summary>The second half of "3/4pm".</summary>
    private static bool IsHalf(FoldedText text, int first) =>
        first > 0
        && DigitsSlot.AreDigits(text.WordAt(first - 1))
        && text.Original.AsSpan(text.Tokens[first - 1].SourceEnd..text.Tokens[first].SourceStart) is "/";

    public override int Read(MatchContext context, int token, SlotUse use, Readings readings)
    {
        if (
            !Languages.MayBeginTime(context.Text.WordAt(token))
            || (!use.IsAnswer && IsNumberAlone(context.Text, token) && !IsAfterName(context.Text, token))
        )
        {
            return 0;
        }

        var taken = ReadIn(Languages.Spoken(context).AsSpan(), isElsewhere: false, context, token, use, readings);
        return taken > 0
            ? taken
            : ReadIn(Languages.Others(context).AsSpan(), isElsewhere: true, context, token, use, readings);
    }

    /// <summary>"après-midi" is no noon.</summary>
    private bool IsInPartOfDay(FoldedText text, int first)
    {
        for (var back = 1; back <= LongestName && first - back >= 0; back++)
        {
            if (Languages.Take(SpokenPart.PartOfDay, text, first - back, out _) > back)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether no word after a number can make it a time; most numbers are of this kind.</summary>
    private bool IsNumberAlone(FoldedText text, int token) =>
        DigitsSlot.AreDigits(text.WordAt(token))
        && (
            token + 1 == text.Tokens.Length
            || (!Languages.MayBeginDay(text.WordAt(token + 1)) && !NumericDay.IsDash(text, token + 1))
        );

    /// <summary>Whether the word before may be an "at".</summary>
    private bool IsAfterName(FoldedText text, int token) => token > 0 && Languages.MayBeginDay(text.WordAt(token - 1));

    /// <summary>The longest time; different readings of the same words by several languages all count.</summary>
    private int ReadIn(
        ReadOnlySpan<SpokenLanguage> spoken,
        bool isElsewhere,
        MatchContext context,
        int token,
        SlotUse use,
        Readings readings
    )
    {
        var longest = 0;
        foreach (var language in spoken)
        {
            var taken = Length(language, isElsewhere, context, token, use);
            longest = Math.Max(longest, taken);
        }

        if (longest == 0)
        {
            return 0;
        }

        readings.FirstWins = true;
        foreach (var language in spoken)
        {
            if (Length(language, isElsewhere, context, token, use) == longest)
            {
                Add(language, context, token, readings);
            }
        }

        readings.FirstWins &= readings.Values.Count > 1 && !Languages.HasTwelveHours(context);
        return longest;
    }

    private int Length(SpokenLanguage language, bool isElsewhere, MatchContext context, int token, SlotUse use)
    {
        var (first, last, taken) = Parse(language, context.Text, token);
        var isBare = first.IsBare && (last.Taken == 0 || last.IsBare);
        if (taken == 0 || (isBare && isElsewhere && first.IsInWords))
        {
            return 0;
        }

        if (!isBare)
        {
            return taken;
        }

        var isWhole = use.IsAnswer && Languages.IsAllSaid(context.Text, token, token + taken);
        var beside = new HourBesideDay(language, Languages, new DayNames(Languages, context, use), context.Text);
        return isWhole || beside.IsTime(token, token + taken, use) ? taken : 0;
    }

    public static bool IsParted(FoldedText text, int token) =>
        text.Original.AsSpan(text.Tokens[token - 1].SourceEnd..text.Tokens[token].SourceStart).IndexOfAny(Parting) >= 0;

    private static void Add(SpokenLanguage language, MatchContext context, int token, Readings readings)
    {
        var (first, last, _) = Parse(language, context.Text, token);
        if (last.Taken == 0)
        {
            AddAll(first, readings);
            return;
        }

        readings.FirstWins = false;
        var (early, late) = first.Candidates();
        var (end, other) = last.Candidates();
        AddBegin(early, late, end, readings);
        AddBegin(early, late, other, readings);

        // "10 to 11 am" may be ten before eleven as well.
        var whole = new TimeParser(context.Text, language).Parse(token);
        if (whole is { Taken: > 0, Minutes: < 0 } && !HasFrom(language, context.Text, token))
        {
            AddAll(whole, readings);
        }
    }

    private static void AddAll(SpokenTime time, Readings readings)
    {
        readings.FirstWins &= time is { IsClock: true, Part: DayPart.None };
        var (one, other) = time.Candidates();
        AddMinutes(one, readings);
        AddMinutes(other, readings);
    }

    /// <summary>Of two beginnings the one nearer to the end.</summary>
    private static void AddBegin(int early, int late, int end, Readings readings)
    {
        if (end < 0)
        {
            return;
        }

        var (first, second) = (Before(early, end), Before(late, end));
        AddMinutes(first <= second ? early : late, readings);
    }

    private static int Before(int begin, int end) => begin < 0 ? int.MaxValue : (end - begin + Day) % Day;

    private static void AddMinutes(int minutes, Readings readings)
    {
        if (minutes >= 0)
        {
            readings.Add(string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}"));
        }
    }

    /// <summary>One time, or the ends of a span: 6-7pm, between four and five.</summary>
    private static (SpokenTime First, SpokenTime Last, int Taken) Parse(
        SpokenLanguage language,
        FoldedText text,
        int token
    )
    {
        var parser = new TimeParser(text, language);
        var one = parser.Parse(token);
        var from = language.Take(SpokenPart.From, text, token, out _);
        if (token + from < text.Tokens.Length)
        {
            var begin = parser.Parse(token + from, isAlone: true);
            var next = token + from + begin.Taken;
            if (begin.Taken > 0 && next < text.Tokens.Length)
            {
                var isGlued = NumericDay.IsDash(text, next);
                var until = isGlued ? 0 : language.Take(SpokenPart.Until, text, next, out _);
                var end =
                    (isGlued || until > 0) && next + until < text.Tokens.Length ? parser.Parse(next + until) : default;
                var isSpoken = from == 0 && !isGlued && begin.IsInWords && one.Minutes < 0;
                // "as 8 e 10" is ten past eight.
                var isPast =
                    from == 0
                    && !isGlued
                    && one.Taken > begin.Taken
                    && language.Take(SpokenPart.AndMinutes, text, next, out _) > 0;
                if (end.Taken > 0 && !isSpoken && !isPast && (from > 0 || isGlued || IsShort(begin, end)))
                {
                    return (begin, end, from + begin.Taken + until + end.Taken);
                }
            }
        }

        return (one, default, one.Taken);
    }

    /// <summary>Without a word for a span, "ten to 8 pm" is no span of ten hours.</summary>
    private static bool IsShort(SpokenTime begin, SpokenTime end)
    {
        var (early, late) = begin.Candidates();
        var (first, second) = end.Candidates();
        var shortest = Math.Min(Before(early, first), Before(late, first));
        shortest = second < 0 ? shortest : Math.Min(shortest, Math.Min(Before(early, second), Before(late, second)));
        return shortest is > 0 and <= LongestSpan;
    }

    private static bool HasFrom(SpokenLanguage language, FoldedText text, int token) =>
        language.Take(SpokenPart.From, text, token, out _) > 0;
}
