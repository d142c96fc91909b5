using System.Globalization;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>What the contacts were told, against what they wrote; what was sent later, against what was promised.</summary>
/// <param name="Checked">Messages with state that were answered.</param>
/// <param name="Counters">Contacts whose counts are not 1, 2, 3 … up to the number of their messages.</param>
/// <param name="Forms">Messages of forms with another reply than the right one.</param>
/// <param name="Cooldowns">Contacts who got the news never or more than once.</param>
/// <param name="Crashes">Messages with another reply than that of the rule after the failing plug-in.</param>
/// <param name="Reminders">Promised follow-ups.</param>
/// <param name="Lost">Of them neither sent nor reported as unknown.</param>
/// <param name="Twice">Of them sent more than once.</param>
/// <param name="Unknown">Of them reported as unknown.</param>
internal sealed record StateBalance(
    int Checked,
    int Counters,
    int Forms,
    int Cooldowns,
    int Crashes,
    int Reminders,
    int Lost,
    int Twice,
    int Unknown
)
{
    public bool IsExact => (Counters, Forms, Cooldowns, Crashes, Lost, Twice) == (0, 0, 0, 0, 0, 0);

    /// <param name="sent">All sent messages.</param>
    /// <param name="pushed">For each number, how often the platform was asked to send it something.</param>
    /// <param name="unknown">Numbers of messages that the receiver reports as unknown.</param>
    public static StateBalance Of(
        IEnumerable<SentMessage> sent,
        IReadOnlyDictionary<string, int> pushed,
        IReadOnlySet<string> unknown
    )
    {
        var kinds = sent.Where(message => message.Reply is not null).ToLookup(message => message.Kind);
        var reminded = kinds[SentKind.Reminder].Select(message => message.Contact).ToList();
        return new StateBalance(
            kinds.Where(kind => kind.Key != SentKind.Plain).Sum(kind => kind.Count()),
            kinds[SentKind.Count].GroupBy(message => message.Contact).Count(contact => !IsCounted(contact)),
            kinds[SentKind.Form].Count(IsWrong),
            kinds[SentKind.News].GroupBy(message => message.Contact).Count(contact => contact.Count(IsNews) != 1),
            kinds[SentKind.Crash].Count(IsWrong),
            reminded.Count,
            reminded.Count(number => !pushed.ContainsKey(number) && !unknown.Contains(number))
                + kinds[SentKind.Reminder].Count(IsWrong),
            pushed.Values.Count(times => times > 1),
            unknown.Count
        );
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Checked} with state: counters wrong {Counters}, forms wrong {Forms}, cooldowns broken {Cooldowns}, failing plug-in wrong {Crashes}, follow-ups {Reminders}, lost {Lost}, twice {Twice}, unknown {Unknown}"
        );

    private static bool IsCounted(IGrouping<string, SentMessage> contact) =>
        contact
            .Select(message => message.ReplyText)
            .ToHashSet(StringComparer.Ordinal)
            .SetEquals(Enumerable.Range(1, contact.Count()).Select(n => $"Count {n}."));

    private static bool IsWrong(SentMessage message) => message.ReplyText != message.Expected;

    private static bool IsNews(SentMessage message) =>
        message.ReplyText?.StartsWith("News for any news", StringComparison.Ordinal) ?? false;
}
