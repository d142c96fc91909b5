using System.Collections.Immutable;
using WebhookReceiver.Rules.Calendars;
using WebhookReceiver.Rules.Files.Source;
using WebhookReceiver.Rules.Matching.Conditions;

namespace WebhookReceiver.Rules.Files.Keys.Conditions;

/// <summary><c>open</c> and <c>closed</c>: a calendar, or several of which one must be so.</summary>
internal static class OpenKeys
{
    public static void Open(ConditionDraft draft, Node node, Reading reading) => Read(draft, node, true, reading);

    public static void Closed(ConditionDraft draft, Node node, Reading reading) => Read(draft, node, false, reading);

    private static void Read(ConditionDraft draft, Node node, bool mustBeOpen, Reading reading)
    {
        ImmutableArray<Calendar> calendars =
        [
            .. reading
                .TextList(node, "a calendar")
                .Select(name => reading.Book.Calendar(name, reading))
                .OfType<Calendar>(),
        ];
        draft.Add(calendars.IsEmpty ? null : new OpenCondition(calendars, mustBeOpen));
    }
}
