using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Processing;

/// <summary>Takes events in: durable before they are answered, since nobody sends them again.</summary>
internal sealed class EventRecorder(
    IJournal journal,
    DeliveryCounters counters,
    ProcessingLimits limits,
    TimeProvider time
)
{
    /// <returns>Recorded; refused if it could not be kept, or not in time.</returns>
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
            // The outcome says so.
        }
        finally
        {
            counters.End(outcome);
        }

        return outcome;
    }
}
