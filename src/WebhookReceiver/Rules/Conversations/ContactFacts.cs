using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Matching;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>Records facts about every message, as far as conditions need them.</summary>
internal static class ContactFacts
{
    /// <summary>The time of the contact's last message; <see langword="null"/> if none.</summary>
    public static DateTimeOffset? LastHeard(IReadOnlyDictionary<string, string> own) =>
        own.TryGetValue(SystemVariables.Heard, out var text)
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks)
        && ticks >= DateTimeOffset.MinValue.UtcTicks
        && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    public static int Missed(IReadOnlyDictionary<string, string> own) =>
        own.TryGetValue(SystemVariables.Missed, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count < int.MaxValue
            ? count
            : 0;

    /// <summary>The changes; none if nothing is new.</summary>
    /// <param name="wanted">The facts that the rule set needs.</param>
    /// <param name="context">The message.</param>
    /// <param name="isMissed">
    /// Whether no rule before the fallback answered; <see langword="null"/>: they were not asked.
    /// </param>
    public static ImmutableArray<ContactChange> Of(TrackedFacts wanted, MatchContext context, bool? isMissed)
    {
        var own = context.Context.Own;
        var changes = ImmutableArray.CreateBuilder<ContactChange>(2);
        if (
            wanted.HasFlag(TrackedFacts.LastHeard)
            || (wanted.HasFlag(TrackedFacts.Heard) && !own.ContainsKey(SystemVariables.Heard))
        )
        {
            changes.Add(ContactChange.Own(SystemVariables.Heard, Text(context.Message.ReceivedAt.UtcTicks)));
        }

        if (wanted.HasFlag(TrackedFacts.Missed) && isMissed is { } missed)
        {
            var before = Missed(own);
            if (missed)
            {
                changes.Add(ContactChange.Own(SystemVariables.Missed, Text(before + 1L)));
            }
            else if (before > 0)
            {
                changes.Add(ContactChange.Own(SystemVariables.Missed, value: null));
            }
        }

        return changes.DrainToImmutable();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
