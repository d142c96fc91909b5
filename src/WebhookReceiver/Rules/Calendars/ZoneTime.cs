namespace WebhookReceiver.Rules.Calendars;

/// <summary>From what a clock on the wall shows to the instant that is meant, also where clocks are put forward or back.</summary>
internal static class ZoneTime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// The instant at which the zone's clocks show this. What they show twice is meant the first time; what they skip is
    /// meant as if they had not been changed yet (as RFC 5545 has it, section 3.3.5).
    /// </summary>
    /// <remarks>Asks only for offsets of instants, which are never in doubt: what a zone says of local times depends on how it counts its winter.</remarks>
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

    /// <summary>What the zone's clocks show at an instant.</summary>
    public static DateTime Local(TimeZoneInfo zone, DateTimeOffset instant) =>
        instant.UtcDateTime + zone.GetUtcOffset(instant);
}
