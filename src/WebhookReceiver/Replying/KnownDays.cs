using System.Collections.Immutable;

namespace WebhookReceiver.Replying;

/// <summary>The variables of a rule that are days, and the calendars that are asked about one of them.</summary>
/// <param name="Names">The variables, in the order of the rule.</param>
/// <param name="Kept">Those of them that a phrase keeps; the others are asked.</param>
/// <param name="ByCalendar">The variable that <c>open</c> or <c>closed</c> names for a calendar.</param>
internal sealed record KnownDays(
    ImmutableArray<string> Names,
    ImmutableArray<string> Kept,
    ImmutableDictionary<string, string> ByCalendar
)
{
    public static KnownDays None { get; } = new([], [], ImmutableDictionary<string, string>.Empty);

    /// <summary>The day that <c>calendar.shop.on</c> means; null if there is none, or more than one.</summary>
    public string? Of(string calendar) => ByCalendar.GetValueOrDefault(calendar) ?? (Names is [var only] ? only : null);

    /// <summary>Reports that <c>calendar.shop.on</c> has no day, or too many.</summary>
    public void ReportNone(int offset, string calendar, TemplateCheck check) =>
        check.Error(
            offset,
            Names.IsEmpty
                ? $"'calendar.{calendar}.on' needs a day, and none is known here"
                : $"'calendar.{calendar}.on' may mean several days: {string.Join(", ", Names)}",
            Names.IsEmpty ? "Keep one in a phrase, <day:date>, or ask for it with 'expect: date'."
                : Kept.IsEmpty
                    ? $"Take it out, or say it in a question with {{ time: any, open: {calendar}, on: {Names[^1]} }}."
                : $"Name the day under 'when': open: {{ {calendar}: <{Kept[0]}> }}"
        );
}
