using Microsoft.Extensions.Options;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending.Reports;

/// <summary>Reads stored events and updates the outbox, each event once.</summary>
internal sealed class DeliveryReportProcessor(
    IJournal journal,
    IOptions<SendingOptions> options,
    EventReactions eventReactions,
    OutboxUpdater outboxUpdater,
    TimeProvider time
)
{
    private const int EventsAtOnce = 200;

    private readonly SendingOptions _options = options.Value;
    private readonly IOutbox _outbox = journal.Outbox;

    /// <returns>True if there may be more.</returns>
    /// <exception cref="JournalUnavailableException">The store fails; the events stay unprocessed.</exception>
    public async Task<bool> RoundAsync()
    {
        var events = await _outbox.UnsettledEventsAsync(EventsAtOnce);
        if (events.Count == 0)
        {
            return false;
        }

        var now = time.GetUtcNow();
        foreach (var report in events.Where(report => report.Kind is DeliveryEventKind.NewSubscriber && IsNews(report)))
        {
            await eventReactions.OfAsync(report);
        }

        var news = new List<OutboxNews>();
        foreach (var (source, report) in events.SelectMany(Reports))
        {
            if (
                StateOf(source.Kind, report.Status) is { } state
                && await FindAsync(report) is { } entry
                && ChangeOf(entry, report, state, now) is { } change
            )
            {
                news.Add(new(entry, change, source.Project, IsNews(source)));
            }
        }

        await outboxUpdater.ApplyAsync(news, events);
        return events.Count == EventsAtOnce;

        // After weeks without sending, old events may have accumulated: no welcome message then.
        bool IsNews(StoredEvent report) => now - report.ReceivedAt < _options.MaxAge;
    }

    private static IEnumerable<(StoredEvent Source, DeliveryReport Report)> Reports(StoredEvent report) =>
        report.Kind is DeliveryEventKind.DeliveryReport or DeliveryEventKind.NumberFilter
            ? DeliveryReportReader.Read(report.Raw).Select(item => (report, item))
            : [];

    /// <summary>
    /// Finds the entry by our reference, otherwise by the platform's id: answers and reports may each lack one.
    /// </summary>
    private async ValueTask<OutboxEntry?> FindAsync(DeliveryReport report)
    {
        var entry = report.Reference is { } reference ? await _outbox.FindAsync(reference) : null;
        return entry ?? (report.MessageId is { } id ? await _outbox.FindByMessageIdAsync(id) : null);
    }

    private OutboxState? StateOf(DeliveryEventKind kind, DeliveryStatus status) =>
        (kind, status) switch
        {
            (DeliveryEventKind.NumberFilter, DeliveryStatus.Failed) when _options.FilterReportsFail =>
                OutboxState.Failed,
            (DeliveryEventKind.NumberFilter, _) => null,
            (_, DeliveryStatus.Submitted) => OutboxState.Accepted,
            (_, DeliveryStatus.Delivered) => OutboxState.Delivered,
            (_, DeliveryStatus.Read) => OutboxState.Read,
            (_, DeliveryStatus.Failed or DeliveryStatus.Refunded) => OutboxState.Failed,
            _ => null,
        };

    private static OutboxChange? ChangeOf(
        OutboxEntry entry,
        DeliveryReport report,
        OutboxState state,
        DateTimeOffset now
    ) =>
        entry.State.MayBecome(state)
            ? new OutboxChange(entry.Reference, state, now)
            {
                PushId = report.PushId,
                MessageId = report.MessageId,
                Detail = state is OutboxState.Failed ? WordsOf(report, entry) : null,
            }
            : null;

    /// <summary>The platform's reason, unless it repeats the recipient or the text.</summary>
    private static string WordsOf(DeliveryReport report, OutboxEntry entry)
    {
        const int longest = 200;
        var words = report.Error is { Length: <= longest } error ? error : "";
        return words.Length == 0 || Names(words, entry)
            ? "the platform reports that it did not arrive"
            : $"the platform reports that it did not arrive: {words}";
    }

    private static bool Names(string words, OutboxEntry entry) =>
        words.Contains(entry.Contact.Sender, StringComparison.Ordinal)
        || (OutboxBody.TryRead(entry, out var sent) && words.Contains(sent.Recipient, StringComparison.Ordinal));
}
