using WebhookReceiver.Rules.Calendars;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A day as people write it: tomorrow, friday, next friday, 14 May, the 21st, thursday 5th, 14/5, 14.5., 2026-05-14, in
/// 3 days. Relative to the day of the message's arrival in the folder's zone; a day without a year is the next such
/// day. A self-contradictory day has no value. The value is 2026-05-14.
/// </summary>
/// <param name="zone">The zone of today.</param>
/// <param name="languages">The languages to read.</param>
/// <param name="isMonthFirst">Whether 4/5 is the fifth of April.</param>
internal sealed class DateSlot(TimeZoneInfo zone, SpokenLanguages languages, bool isMonthFirst)
    : SpokenSlotType(languages)
{
    private const int LongestUntil = 3;

    public override string Name => "date";

    public override bool IsDay => true;

    public override int Lead(MatchContext context, int token) =>
        Languages.Take(SpokenPart.Lead, context.Text, token, out _);

    public override int Trail(MatchContext context, int token) =>
        Languages.Take(SpokenPart.Trail, context.Text, token, out _);

    public override bool IsDenied(MatchContext context, int first, int end, SlotUse use) =>
        base.IsDenied(context, first, end, use) || IsSecond(context.Text, first) || IsEndOfRange(context.Text, first);

    /// <summary>The end of "16.-18.1.".</summary>
    private static bool IsEndOfRange(FoldedText text, int first) =>
        first > 0
        && char.IsAsciiDigit(text.WordAt(first)[0])
        && DigitsSlot.AreDigits(text.WordAt(first - 1))
        && Joint.IsSign(text, first)
        && !(first > 1 && NumericDay.IsGlued(text, first - 1));

    /// <summary>"friday until sunday" has two days.</summary>
    public override bool IsBound(MatchContext context, int first, int end) =>
        base.IsBound(context, first, end) && !IsEndOfSpan(context, first);

    private bool IsEndOfSpan(MatchContext context, int first)
    {
        var names = new DayNames(Languages, context, SlotUse.AsAnswer);
        for (var back = 1; back <= LongestUntil && first - back > 0; back++)
        {
            if (Languages.Take(SpokenPart.Until, context.Text, first - back, out _) > 0 && names.EndAt(first - back))
            {
                return true;
            }
        }

        return false;
    }

    public override int Read(MatchContext context, int token, SlotUse use, Readings readings)
    {
        var today = DateOnly.FromDateTime(ZoneTime.Local(zone, context.Message.ReceivedAt));
        var names = new DayNames(Languages, context, use);
        var numeric = new NumericDay(context.Text, names, Languages, use, today, isMonthFirst);
        return new DayParser(context.Text, names, Languages, use, numeric, today, readings).Read(token);
    }
}
