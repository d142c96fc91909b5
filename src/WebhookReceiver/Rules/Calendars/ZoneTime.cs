namespace WebhookReceiver.Rules.Calendars;

/// <summary>Converts local times to instants, also at clock changes.</summary>
internal static class ZoneTime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// The instant of a local time. An ambiguous time means the first occurrence; a skipped time counts as before the
    /// change (RFC 5545, section 3.3.5).
    /// </summary>
    /// <remarks>
    /// Uses only the offsets of instants, which are unambiguous: a zone's view of local times depends on its model of
    /// winter time.
    /// </remarks>
    public static DateTimeOffset At(TimeZoneInfo zone, DateTime local)
    {
        var utc = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        if (utc.Ticks < Day.Ticks * 2 || DateTime.MaxValue.Ticks - utc.Ticks < Day.Ticks * 2)
        {
            return new DateTimeOffset(utc);
        }
        var before = zone.GetUtcOffset(utc - Day);
        var after = zone.GetUtcOffset(utc + Day);
        var isAfter =
            before != after && zone.GetUtcOffset(utc - before) != before && zone.GetUtcOffset(utc - after) == after;
        var meant = isAfter ? after : before;
        return new DateTimeOffset(utc.Ticks, TimeSpan.Zero).Subtract(meant).ToOffset(meant);
    }

    /// <summary>The local time at an instant.</summary>
    public static DateTime Local(TimeZoneInfo zone, DateTimeOffset instant) =>
        instant.UtcDateTime + zone.GetUtcOffset(instant);
}
