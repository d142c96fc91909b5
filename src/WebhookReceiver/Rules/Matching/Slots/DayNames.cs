namespace WebhookReceiver.Rules.Matching;

/// <summary>The names of days and months in one message, in the languages of a folder.</summary>
internal readonly struct DayNames(SpokenLanguages languages, MatchContext context, SlotUse use)
{
    private const int LongestName = 4;
    private const int WordsNear = 16;
    private const int FewestTypoLetters = 5;
    private const int LettersOfTwoTypos = 9;

    private FoldedText Text => context.Text;

    /// <summary>Weekdays at this word, a bit each; returns the number of words, 0 for none.</summary>
    public int Days(int token, out int days)
    {
        days = 0;
        if (token >= Text.Tokens.Length || !languages.MayBeginDay(Text.WordAt(token)))
        {
            return 0;
        }

        var taken = Take(SpokenPart.Day, token, out var day);
        if (IsInside(SpokenPart.Day, token) || (taken > 0 && day < 0))
        {
            return 0; // good friday: its short name is none, either
        }

        if (taken > 0)
        {
            days = 1 << day;
            return taken;
        }

        var isWhole = use.IsAnswer && languages.IsAllSaid(Text, token, token + 1);
        if (!isWhole && !IsJoined(token) && !languages.IsUncommon(Text.WordAt(token)))
        {
            return BeforeTime(token, out days);
        }

        foreach (var language in languages.Spoken(context))
        {
            if (language.Take(SpokenPart.ShortDay, Text, token, out day) is > 0 and var length)
            {
                taken = length;
                days |= 1 << day;
            }
        }

        foreach (var language in languages.Others(context))
        {
            // "Fri" is valid in every language, "fr" only in its own.
            if (taken == 0 && Text.WordAt(token).Length > 2)
            {
                taken = language.Take(SpokenPart.ShortDay, Text, token, out day);
                days = taken > 0 ? 1 << day : 0;
            }
        }

        return taken;
    }

    /// <summary>
    /// A short name that is a common word in a language of the folder, before a time of its own language: "Do um halb 4",
    /// "Mo 9:15". A clock time without a word is one in every language, so the language must be known.
    /// </summary>
    private int BeforeTime(int token, out int days)
    {
        days = 0;
        var longest = 0;
        var spoken = languages.Spoken(context);
        // "Do um 4" has a word of English, too: it need not tell the language.
        foreach (var language in languages.Everywhere)
        {
            if (
                language.Take(SpokenPart.ShortDay, Text, token, out var day) is > 0 and var taken
                && !language.Has(SpokenPart.Courtesy, Text.WordAt(token))
                && MeansDay(language, token)
                && IsTimeIn(language, token + taken, isKnown: spoken is [var known] && known == language)
            )
            {
                longest = taken;
                days |= 1 << day;
            }
        }

        return longest;
    }

    /// <summary>"Mi" is Wednesday where days have capitals; "mi" may be a word of a dialect.</summary>
    private bool MeansDay(SpokenLanguage language, int token) =>
        !language.Has(SpokenPart.Common, Text.WordAt(token))
        || (
            language.Language?.Code.StartsWith("de", StringComparison.Ordinal) is true
            && char.IsUpper(Text.Original[Text.Tokens[token].SourceStart])
        );

    private bool IsTimeIn(SpokenLanguage language, int token, bool isKnown) =>
        token < Text.Tokens.Length
        && (isKnown || !char.IsAsciiDigit(Text.WordAt(token)[0]))
        && new TimeParser(Text, language).Parse(token) is { Taken: > 0 } time
        && (!time.IsBare || language.Take(SpokenPart.At, Text, token, out _) > 0);

    /// <summary>Whether another name of a day is joined to this one: Sa/So, Mo oder Di.</summary>
    private bool IsJoined(int token)
    {
        var after = Joint.At(languages, Text, token + 1, isSpanToo: true);
        if (after >= 0 && IsAnyDay(token + 1 + after))
        {
            return true;
        }

        var isSign = Joint.IsSign(Text, token) || IsLastOfList(token);
        var isWord = token > 1 && Joint.At(languages, Text, token - 1, isSpanToo: true) == 1;
        return (isSign && IsAnyDay(token - 1)) || (isWord && IsAnyDay(token - 2));
    }

    /// <summary>Sa, So: a comma joins only short names at the end.</summary>
    private bool IsLastOfList(int token) =>
        token > 0
        && token + 1 == Text.Tokens.Length
        && languages.Take(SpokenPart.ShortDay, Text, token - 1, out _) == 1
        && Text.Original.AsSpan(
                Text.Tokens[token - 1].SourceEnd,
                Text.Tokens[token].SourceStart - Text.Tokens[token - 1].SourceEnd
            )
            .Contains(',');

    private bool IsAnyDay(int token) =>
        languages.Take(SpokenPart.ShortDay, Text, token, out _) > 0
        || languages.Take(SpokenPart.Day, Text, token, out _) > 0;

    /// <summary>Whether a number after this weekday is a day of the month, never an hour: jueves 5.</summary>
    public bool IsDateBehind(int token)
    {
        foreach (var language in languages.Spoken(context))
        {
            if (
                language.Take(SpokenPart.Day, Text, token, out _) > 0
                || language.Take(SpokenPart.ShortDay, Text, token, out _) > 0
            )
            {
                return language.Language?.Code.Split('-')[0] is "es" or "fr" or "it";
            }
        }

        return false;
    }

    /// <summary>in 3 days, dans une semaine, üç gün sonra: the number of words and of days.</summary>
    public int Counted(int token, out int days)
    {
        days = 0;
        if (!languages.MayBeginTime(Text.WordAt(token)))
        {
            return 0;
        }

        foreach (var language in languages.Everywhere)
        {
            if (CountedDays.At(language, Text, token, out days) is > 0 and var taken)
            {
                return taken;
            }
        }

        return 0;
    }

    public int Next(int token, out int ahead) => languages.Take(SpokenPart.NextWeek, Text, token, out ahead);

    public int Ordinal(int token, out int day) => languages.Take(SpokenPart.Ordinal, Text, token, out day);

    public int From(int token) => languages.Take(SpokenPart.From, Text, token, out _);

    public int Joined(int token) => Joint.At(languages, Text, token, isSpanToo: true);

    public bool IsOr(int token) => languages.Take(SpokenPart.Or, Text, token, out _) > 0;

    /// <summary>Whether a word beside these ones says that the day is over: last friday, vendredi dernier.</summary>
    public bool ArePast(int first, int end, out int behind)
    {
        behind = languages.Take(SpokenPart.Past, Text, end, out _);
        return behind > 0
            || languages.Take(SpokenPart.Past, Text, first - 1, out _) == 1
            || languages.Take(SpokenPart.Past, Text, first - 2, out _) == 2;
    }

    /// <summary>Today, tomorrow and similar words, as days from today.</summary>
    public int FromToday(int token, out int days) => Named(SpokenPart.Relative, token, out days);

    /// <summary>Whether the words before this one name a day.</summary>
    public bool EndAt(int token)
    {
        for (var back = 1; back <= LongestName && back <= token; back++)
        {
            if (FromToday(token - back, out _) == back || Days(token - back, out _) == back)
            {
                return true;
            }
        }

        return false;
    }

    public int Month(int token, out int month) => Named(SpokenPart.Month, token, out month);

    public int Mark(int token, out int value) => Take(SpokenPart.DayMark, token, out value);

    /// <summary>Whether the text continues with a time of the day at this place.</summary>
    public bool IsTime(int token) =>
        Take(SpokenPart.Hours, token, out _) > 0
        || Take(SpokenPart.OClock, token, out _) > 0
        || Take(SpokenPart.PartOfDay, token, out _) > 0
        || Take(SpokenPart.Month, token, out _) > 0;

    public int PartOfDay(int token) => Take(SpokenPart.PartOfDay, token, out _);

    public bool IsAt(int token) => Take(SpokenPart.At, token, out _) > 0;

    /// <summary>Whether a day name is near these words, but not between them.</summary>
    public bool AreNear(int first, int end)
    {
        var last = Math.Min(Text.Tokens.Length, end + WordsNear);
        for (var token = Math.Max(0, first - WordsNear); token < last; token++)
        {
            if ((token < first || token >= end) && (FromToday(token, out _) > 0 || Days(token, out _) > 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The weekdays and the days from today that the only word of an answer may mean, with a typing mistake: "frday".
    /// </summary>
    public bool Mistyped(int token, out int days, out int fromToday)
    {
        days = 0;
        fromToday = -1;
        var word = Text.WordAt(token);
        if (
            !use.IsAnswer
            || word.Length < FewestTypoLetters
            || languages.IsCourtesy(Text, token)
            || Take(SpokenPart.Day, token, out _) > 0
            || Take(SpokenPart.PartOfDay, token, out _) > 0
            || Take(SpokenPart.Moment, token, out _) > 0
            || (token > 0 && Take(SpokenPart.PartOfDay, token - 1, out _) > 1)
            || Take(SpokenPart.Relative, token, out _) > 0
            || !languages.IsAllSaid(Text, token, token + 1)
        )
        {
            return false;
        }

        var written = word.ToString();
        var best = (written.Length >= LettersOfTwoTypos - 1 ? 2 : 1) + 1;
        foreach (var language in languages.Spoken(context))
        {
            foreach (var (name, day) in language.Names(SpokenPart.Day).Where(name => name.Value >= 0))
            {
                var mistakes = Typing.Mistakes(written, name);
                if (mistakes < best && IsEnough(name, mistakes))
                {
                    (best, days, fromToday) = (mistakes, 0, -1);
                }

                days |= mistakes == best && IsEnough(name, mistakes) ? 1 << day : 0;
            }

            foreach (var (name, ahead) in language.Names(SpokenPart.Relative).Where(name => name.Value >= 0))
            {
                var mistakes = Typing.Mistakes(written, name);
                if (mistakes < best && IsEnough(name, mistakes))
                {
                    (best, days, fromToday) = (mistakes, 0, ahead);
                }
            }
        }

        return days != 0 || fromToday >= 0;
    }

    private static bool IsEnough(string name, int mistakes) =>
        name.Length >= (mistakes > 1 ? LettersOfTwoTypos : FewestTypoLetters);

    /// <summary>
    /// The longest name in any language, the conversation's first; none inside words that only look like one.
    /// </summary>
    private int Named(SpokenPart part, int token, out int value)
    {
        var taken = Take(part, token, out value);
        if (taken == 0 || value < 0 || IsInside(part, token))
        {
            return 0;
        }

        return taken;
    }

    private bool IsInside(SpokenPart part, int token)
    {
        for (var back = 1; back < LongestName && back <= token; back++)
        {
            if (Take(part, token - back, out var value) > back && value < 0)
            {
                return true;
            }
        }

        return false;
    }

    private int Take(SpokenPart part, int token, out int value)
    {
        value = 0;
        if (token >= Text.Tokens.Length || !languages.MayBeginDay(Text.WordAt(token)))
        {
            return 0;
        }

        var longest = 0;
        foreach (var language in languages.Spoken(context))
        {
            Longer(language, ref longest, ref value, Text);
        }

        foreach (var language in languages.Others(context))
        {
            Longer(language, ref longest, ref value, Text);
        }

        return longest;

        void Longer(SpokenLanguage language, ref int most, ref int found, FoldedText text)
        {
            var taken = language.Take(part, text, token, out var meant);
            if (taken > most)
            {
                (most, found) = (taken, meant);
            }
        }
    }
}
