using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Processing;

/// <summary>Records events before it answers them, because the platform sends an event only once.</summary>
internal sealed class EventRecorder(
    IJournal journal,
    DeliveryCounters counters,
    ProcessingLimits limits,
    TimeProvider time
)
{
    /// <returns>Recorded; refused if the event could not be stored, or not in time.</returns>
    public async Task<DeliveryOutcome> KeepAsync(DeliveryEvent report)
    {
        counters.Begin();
        var outcome = DeliveryOutcome.Refused;
        try
        {
            await journal.CommitAsync(EventRecord.Of(report)).AsTask().WaitAsync(limits.Whole, time);
            outcome = DeliveryOutcome.Recorded;
        }
        catch (Exception e) when (e is JournalUnavailableException or TimeoutException)
        {
            // The outcome reports it.
        }
        finally
        {
            counters.End(outcome);
        }

        return outcome;
    }
}
