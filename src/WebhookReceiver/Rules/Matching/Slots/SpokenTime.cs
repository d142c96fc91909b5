namespace WebhookReceiver.Rules.Matching;

/// <summary>The parts of a time: an hour, minutes from it, and signs of the half of the day.</summary>
internal readonly record struct SpokenTime
{
    private const int Day = 24 * 60;
    private const int HalfDay = 12 * 60;

    /// <summary>The number of its words; 0: there is no time.</summary>
    public int Taken { get; init; }

    public int Hour { get; init; }

    /// <summary>Minutes from the hour, negative before it.</summary>
    public int Minutes { get; init; }

    public DayPart Part { get; init; }

    /// <summary>True: 09 or 16, which occurs once a day.</summary>
    public bool IsExact { get; init; }

    /// <summary>True: in clock notation, 4:30 or 8 Uhr.</summary>
    public bool IsClock { get; init; }

    /// <summary>True: a number without any sign of a time.</summary>
    public bool IsBare { get; init; }

    /// <summary>True: the hour is a word.</summary>
    public bool IsInWords { get; init; }

    /// <summary>
    /// The possible minutes of the day, the literal one first; none if the parts contradict each other.
    /// </summary>
    public (int First, int Second) Candidates()
    {
        // "12 da manhã" is midnight for some, noon for others.
        var isUnclear = Part == DayPart.WordedMorning && Hour == 12 && Minutes >= 0;
        if (Part != DayPart.None && !isUnclear)
        {
            return (InPart() is >= 0 and var hour ? Minute(hour) : -1, -1);
        }

        var first = Minute(Hour);
        return IsExact || Hour is 0 or > 12 || (IsClock && Hour == 12 && !isUnclear)
            ? (first, -1)
            : (first, (first + HalfDay) % Day);
    }

    private int Minute(int hour) => ((((hour * 60) + Minutes) % Day) + Day) % Day;

    /// <summary>The hour of the day; -1 if there is none in that part of the day.</summary>
    private int InPart() =>
        Part switch
        {
            DayPart.Morning => Hour switch
            {
                12 => 0,
                < 12 => Hour,
                _ => -1,
            },
            DayPart.Midday => Hour switch
            {
                >= 1 and <= 5 => Hour + 12,
                >= 10 and <= 18 => Hour,
                _ => -1,
            },
            DayPart.Evening => Hour switch
            {
                0 => -1,
                // A quarter to twelve in the evening is one before midnight.
                12 => Minutes < 0 ? 24 : 12,
                < 12 => Hour + 12,
                _ => Hour,
            },
            DayPart.LateEvening => Hour switch
            {
                12 when Minutes < 0 => 24,
                0 or 12 => -1,
                < 12 => Hour + 12,
                _ => Hour,
            },
            DayPart.Forenoon or DayPart.WordedMorning => Hour <= 12 ? Hour : -1,
            _ => Hour switch
            {
                12 => 0,
                >= 6 and < 12 => Hour + 12,
                _ => Hour,
            },
        };
}
