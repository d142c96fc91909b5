using System.Collections.Immutable;
using WebhookReceiver.Rules.Calendars;

namespace WebhookReceiver.Rules.Matching;

/// <summary><c>open</c> and <c>closed</c>: the state of one of the calendars when the message arrives.</summary>
internal sealed class OpenCondition(ImmutableArray<Calendar> calendars, bool mustBeOpen) : Condition
{
    public ImmutableArray<Calendar> Calendars => calendars;

    public override IEnumerable<string> Guarantees => SureWhere(isOpen: mustBeOpen);

    /// <summary>What is known where the only calendar is open.</summary>
    public IEnumerable<string> SureWhere(bool isOpen) =>
        isOpen && calendars is [{ HasBreaks: true } only] ? [$"{CalendarVariable.Root}.{only.Name}.until"] : [];

    public bool MustBeOpen => mustBeOpen;

    public override string Describe() =>
        $"{(mustBeOpen ? "open" : "closed")}: {string.Join(", ", calendars.Select(calendar => calendar.Name))}";

    public override bool Holds(MatchContext context) => IsMetAt(context.Message.ReceivedAt);

    public bool IsMetAt(DateTimeOffset time)
    {
        foreach (var calendar in calendars)
        {
            if (calendar.IsOpenAt(time) == mustBeOpen)
            {
                return true;
            }
        }
        return false;
    }
}
