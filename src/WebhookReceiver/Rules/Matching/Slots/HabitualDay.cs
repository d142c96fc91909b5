namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A weekday of every week, and the weekend: saturdays, los lunes, every friday, el finde. Of the coming ones nobody has
/// chosen one: a rule that only says a text speaks of the first, a booking asks.
/// </summary>
internal readonly ref struct HabitualDay(
    DayParser days,
    DayNames names,
    SpokenLanguages languages,
    FoldedText text,
    SlotUse use,
    Readings readings
)
{
    private const int EveryWeek = 7;

    public int Read(int token)
    {
        if (languages.Take(SpokenPart.Weekend, text, token, out var first) is > 0 and var weekend)
        {
            // "next weekend", "last weekend": which one is unclear.
            if (!(token > 0 && text.WordAt(token - 1) is "next") && !names.ArePast(token, token + weekend, out _))
            {
                var none = readings.Values.Count == 0;
                days.AddWeekend(first);
                readings.Habits = none ? readings.Values.Count : 0;
            }

            return weekend;
        }

        // As an answer to "which day?" it is the coming one.
        if (use.IsAnswer || languages.Take(SpokenPart.Habit, text, token, out var day) is not (> 0 and var taken))
        {
            return 0;
        }

        var weekdays = 1 << day;
        if (day == EveryWeek)
        {
            var named = names.Days(token + taken, out weekdays);
            if (named == 0)
            {
                return 0;
            }

            taken += named;
        }

        // "saturdays and sundays" are two.
        var isFirst = readings.Values.Count == 0;
        days.AddWeekdays(weekdays, isNext: false);
        readings.Habits = isFirst ? 1 : 0;
        return taken;
    }
}
