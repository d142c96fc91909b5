using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace WebhookReceiver.Rules.Calendars;

/// <summary>The hours of one day: spans in order, none if closed, and an optional reason.</summary>
internal sealed record DayHours(ImmutableArray<HourSpan> Spans, string? Reason)
{
    /// <summary>The reason by the code of a language; empty if it is the same in all.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The reason in a language; null for none.</summary>
    public string? ReasonIn(string language) => Reasons.GetValueOrDefault(language, Reason!);

    public static DayHours Closed { get; } = new([], Reason: null);

    public override string ToString() => string.Join(", ", Spans);
}

/// <summary>From one minute of the day to another, exclusive; after midnight the minutes continue from 1440.</summary>
internal readonly record struct HourSpan(int From, int To)
{
    public const int Midnight = 24 * 60;

    public override string ToString() => $"{Clock(From)}-{(To == Midnight ? "24:00" : Clock(To % Midnight))}";

    public static string Clock(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
}

/// <summary>The hours of every weekday, Sunday first as in <see cref="DayOfWeek"/>.</summary>
internal sealed record WeekHours(ImmutableArray<DayHours> Days)
{
    public DayHours On(DateOnly date) => Days[(int)date.DayOfWeek];

    /// <summary>Whether it is not open all day and night.</summary>
    public bool HasBreaks =>
        Days.Sum(day => day.Spans.Sum(span => span.To - span.From)) < Days.Length * HourSpan.Midnight;
}

/// <summary>A season with a different week; both days are inclusive.</summary>
internal sealed record Season(DateOnly From, DateOnly To, WeekHours Week)
{
    public bool Holds(DateOnly date) => date >= From && date <= To;
}
