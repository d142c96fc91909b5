namespace WebhookReceiver.Rules.Matching;

/// <summary>Several days of one month: 16th or 17th, 17-18 January, 16, 17 or 18 January. All of them are possible.</summary>
internal readonly struct DayList(
    DayParser days,
    FoldedText text,
    DayNames names,
    SpokenLanguages languages,
    SlotUse use
)
{
    private const int MostDays = 6;

    /// <summary>The number of words of a list that begins here, 0 if there is none.</summary>
    public int Read(int token)
    {
        Span<int> numbers = stackalloc int[MostDays];
        var count = 0;
        var (isMarked, isLastMarked, hasOr, isSaid) = (false, false, false, true);
        var at = token + names.From(token);
        while (at < text.Tokens.Length && count < MostDays)
        {
            var mark = names.Mark(at, out _);
            at += mark;
            if (count > 0 && days.Named(at, out var written) is > 0 and var named && written is { } last)
            {
                return isSaid || count > 1 || StartsText(token)
                    ? AddUpTo(last, numbers[..count], at + named - token)
                    : 0;
            }

            var isOrdinal = false;
            var number = at < text.Tokens.Length ? WrittenDay.Number(text.WordAt(at), out isOrdinal) : 0;
            if (number == 0)
            {
                return 0;
            }

            isLastMarked = isOrdinal || mark > 0;
            isMarked |= isLastMarked;
            numbers[count++] = number;
            var joint = JointAt(at + 1, out var isComma);
            if (joint < 0 || (joint > 0 && names.IsAt(at + 1)))
            {
                return (isSaid && !IsMonth(at, number)) || isLastMarked
                    ? Ended(token, at, numbers[..count], isMarked, hasOr)
                    : 0;
            }

            isSaid = !isComma;
            hasOr |= joint > 0 && (names.IsOr(at + 1) || isMarked);
            at += 1 + joint;
        }

        return 0;
    }

    /// <summary>January 16 or 17, January 16-18, January 16, 17 or 18: further days behind the first.</summary>
    public int Behind(int token, DateOnly? first)
    {
        if (
            first is not { } date
            || token >= text.Tokens.Length
            || WrittenDay.Number(text.WordAt(token - 1), out _) != date.Day
        )
        {
            return 0;
        }

        Span<int> numbers = stackalloc int[MostDays];
        var (at, count, isSaid) = (token, 0, false);
        var before = date.Day;
        while (count < MostDays && JointAt(at, out var isComma) is >= 0 and var joint && !(joint > 0 && names.IsAt(at)))
        {
            var next = at + joint;
            next += next < text.Tokens.Length ? names.Mark(next, out _) : 0;
            var day = next < text.Tokens.Length ? WrittenDay.Number(text.WordAt(next), out _) : 0;
            var end = next + 1;
            var isOther = end < text.Tokens.Length && (SpokenTable.IsCounted(text.WordAt(end)) || names.IsTime(end));
            if (isOther || day <= before || day > DateTime.DaysInMonth(date.Year, date.Month))
            {
                break;
            }

            isSaid |= !isComma;
            numbers[count++] = before = day;
            at = end;
        }

        // "january 16, 20" may be an hour, or a number of people, but not in the middle of a list.
        if (count == 0 || !(isSaid || count > 1 || at == text.Tokens.Length))
        {
            return 0;
        }

        foreach (var day in numbers[..count])
        {
            days.Add(new DateOnly(date.Year, date.Month, day));
        }

        return at - token;
    }

    /// <summary>A list without a month must say that it is one, by "or", or its last number must be a day.</summary>
    private int Ended(int token, int at, ReadOnlySpan<int> numbers, bool isMarked, bool hasOr)
    {
        // "from 16 to 18" must be all that is said.
        isMarked |= use.IsAnswer && names.From(token) > 0 && languages.IsAllSaid(text, token, at + 1);
        if (
            numbers.Length < 2
            || !(isMarked || hasOr)
            || days.DayOfMonth(at, isMarked, out _) is not (> 0 and var taken)
        )
        {
            return 0;
        }

        foreach (var number in numbers)
        {
            days.Add(days.NextWithDay(number));
        }

        return at + taken - token;
    }

    private int AddUpTo(DateOnly last, ReadOnlySpan<int> numbers, int taken)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] >= (i + 1 < numbers.Length ? numbers[i + 1] : last.Day))
            {
                // In another order it is not known what they are.
                return taken;
            }
        }

        foreach (var number in numbers)
        {
            days.Add(new DateOnly(last.Year, last.Month, number));
        }

        days.Add(last);
        return taken;
    }

    /// <summary>The second number of "dia 16/1".</summary>
    private bool IsMonth(int token, int number) =>
        number <= 12
        && token > 0
        && text.Original.AsSpan(text.Tokens[token - 1].SourceEnd..text.Tokens[token].SourceStart) is "/" or ".";

    /// <summary>The number of joining words, 0 for a sign or a comma; -1: nothing joins.</summary>
    private int JointAt(int token, out bool isComma)
    {
        isComma = false;
        if (names.Joined(token) is >= 0 and var joint)
        {
            return joint;
        }

        isComma =
            token > 0
            && token < text.Tokens.Length
            && text.Original.AsSpan(text.Tokens[token - 1].SourceEnd..text.Tokens[token].SourceStart).Trim(" .") is ",";
        return isComma ? 0 : -1;
    }

    /// <summary>"2, 16 january" within a sentence may be a number of people and a day.</summary>
    private bool StartsText(int token) => token == 0 || languages.Take(SpokenPart.DayMark, text, token, out _) > 0;
}
