namespace WebhookReceiver.Rules.Matching;

/// <summary>What a word is good for where a day, a time or a number is read.</summary>
internal enum SpokenPart
{
    /// <summary>A weekday, Sunday is 0; -1: words that look like one and are none.</summary>
    Day = 0,

    /// <summary>A short name of a weekday.</summary>
    ShortDay = 1,

    /// <summary>A month, January is 1.</summary>
    Month = 2,

    /// <summary>Days from today; -1: words that look like such a day and are none.</summary>
    Relative = 3,

    /// <summary>Before a day of the month: the, dia, den.</summary>
    DayMark = 4,

    /// <summary>A time of its own, in minutes: noon.</summary>
    Moment = 5,

    /// <summary>Before an hour: at, um, a las.</summary>
    At = 6,

    /// <summary>Behind an hour that may be of the morning or of the evening: o'clock.</summary>
    OClock = 7,

    /// <summary>Behind an hour as clocks show it: Uhr, heures, h.</summary>
    Hours = 8,

    /// <summary>Before an hour, minutes to add: half past, halb (-30).</summary>
    Before = 9,

    /// <summary>Behind an hour, minutes to add: y media, ونصف.</summary>
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

    /// <summary>A number in words that a table says, beside those that are made.</summary>
    Number = 17,

    /// <summary>What a number is multiplied by: k, mil.</summary>
    Times = 18,

    /// <summary>What is said around an answer: please, we are.</summary>
    Courtesy = 19,

    /// <summary>A common word of the language that is a short name of a day in another.</summary>
    Common = 20,
}

/// <summary>The parts of a day, as far as they tell which of two hours is meant.</summary>
internal enum DayPart
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>Before noon.</summary>
    Morning = 1,

    /// <summary>Around noon: from 10 to 3.</summary>
    Midday = 2,

    /// <summary>After noon.</summary>
    Evening = 3,

    /// <summary>From 6 in the evening to 5 in the morning.</summary>
    Night = 4,
}
