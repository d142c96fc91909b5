using System.Collections.Frozen;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Holidays;

/// <summary>A file of holidays (iCalendar) as <c>closed: holidays.ics</c> names it.</summary>
/// <param name="Source">The file.</param>
/// <param name="Days">Its closed days with their reasons; null if it has an error.</param>
internal sealed record HolidayFile(SourceText Source, FrozenDictionary<DateOnly, DayHours>? Days);
