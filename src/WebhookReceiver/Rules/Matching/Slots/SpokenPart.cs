namespace WebhookReceiver.Rules.Matching;

/// <summary>The function of a word in a day, a time or a number.</summary>
internal enum SpokenPart
{
    /// <summary>A weekday, Sunday is 0; -1: words that only look like one.</summary>
    Day = 0,

    /// <summary>A short name of a weekday.</summary>
    ShortDay = 1,

    /// <summary>A month, January is 1.</summary>
    Month = 2,

    /// <summary>Days from today; -1: words that only look like such a day.</summary>
    Relative = 3,

    /// <summary>Before a day of the month: the, dia, den; 1: the day may be a plain number in words, as in "dia dois".</summary>
    DayMark = 4,

    /// <summary>A whole time, in minutes: noon.</summary>
    Moment = 5,

    /// <summary>Before an hour: at, um, a las.</summary>
    At = 6,

    /// <summary>After an hour of either half of the day: o'clock.</summary>
    OClock = 7,

    /// <summary>After an hour in clock notation: Uhr, heures, h.</summary>
    Hours = 8,

    /// <summary>Before an hour, minutes to add: half past, halb (-30).</summary>
    Before = 9,

    /// <summary>After an hour, minutes to add: y media, ونصف.</summary>
    Behind = 10,

    /// <summary>Minutes by name: quarter.</summary>
    Minutes = 11,

    /// <summary>Between minutes and the hour after them: past (1), to (-1).</summary>
    OfHour = 12,

    /// <summary>Between an hour and the minutes after it: y (1), menos (-1).</summary>
    AndMinutes = 13,

    /// <summary>A part of the day, see <see cref="DayPart"/>.</summary>
    PartOfDay = 14,

    /// <summary>Before a span of time: between, von.</summary>
    From = 15,

    /// <summary>Between the ends of a span of time: to, and, bis.</summary>
    Until = 16,

    /// <summary>A number word of the table, besides the generated ones.</summary>
    Number = 17,

    /// <summary>A multiplier of a number: k, mil.</summary>
    Times = 18,

    /// <summary>Words around an answer: please, we are.</summary>
    Courtesy = 19,

    /// <summary>A common word of the language that is a short name of a day in another.</summary>
    Common = 20,

    /// <summary>
    /// A negation: 1 before a value, 2 also after it, 3 usually after it; -1: words that only look like one.
    /// </summary>
    Not = 21,

    /// <summary>Between alternatives: or.</summary>
    Or = 22,

    /// <summary>Beside a weekday that is over: last.</summary>
    Past = 23,

    /// <summary>
    /// Beside a weekday: days after the coming one, 7 for "friday week"; 0: of the next calendar week; -1: unclear.
    /// </summary>
    NextWeek = 24,

    /// <summary>Before a number of days: in.</summary>
    Ahead = 25,

    /// <summary>After a number of days: from now, sonra.</summary>
    AheadBehind = 26,

    /// <summary>A unit of a number of days: 1 for day, 7 for week.</summary>
    DaySpan = 27,

    /// <summary>A day of a month in words: first.</summary>
    Ordinal = 28,

    /// <summary>Beside a day or a time that bounds what is meant: 1 before it, 2 after it.</summary>
    Bound = 29,

    /// <summary>
    /// In an answer to a choice: the place of it, 2 for "the second"; 10 more for a number, 12 for "two"; -1: the last;
    /// 0: a word beside it, such as "number"; -2: words that only look like one.
    /// </summary>
    Choice = 30,

    /// <summary>A number in words, in halves: anderthalb is 3.</summary>
    Halves = 31,

    /// <summary>
    /// An hour with an ending: 3 for "at three"; 100 more before minutes after it, 200 more before minutes to it.
    /// </summary>
    InflectedHour = 32,

    /// <summary>Beside a number that is only a bound: more than.</summary>
    Than = 33,

    /// <summary>In a phrase, before a day or a time: on, this, el, na, am.</summary>
    Lead = 34,

    /// <summary>In a phrase, after a day and before more of the phrase: que viene, ko, günü.</summary>
    Trail = 35,

    /// <summary>A weekday of every week, Sunday is 0: saturdays; 7: a word before a weekday that makes it one: every.</summary>
    Habit = 36,

    /// <summary>The weekend; the value is its first day.</summary>
    Weekend = 37,

    /// <summary>A word that may follow a day of the month: with, and.</summary>
    Beyond = 38,
}

/// <summary>The parts of a day that decide between two hours.</summary>
internal enum DayPart
{
    /// <summary>Not stated.</summary>
    None = 0,

    /// <summary>Before noon.</summary>
    Morning = 1,

    /// <summary>Around noon: from 10 to 3.</summary>
    Midday = 2,

    /// <summary>After noon.</summary>
    Evening = 3,

    /// <summary>From 6 in the evening to 5 in the morning.</summary>
    Night = 4,

    /// <summary>From 1 to 11 in the evening; twelve is unclear.</summary>
    LateEvening = 5,

    /// <summary>Before noon, and twelve is noon.</summary>
    Forenoon = 6,

    /// <summary>Before noon; twelve is unclear.</summary>
    WordedMorning = 7,
}
