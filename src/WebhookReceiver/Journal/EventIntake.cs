using WebhookReceiver.Decoding;

namespace WebhookReceiver.Journal;

/// <summary>Takes events in: durable before they are answered, since nobody sends them again.</summary>
internal sealed class EventIntake(IJournal journal, Ledger ledger, InboxLimits limits, TimeProvider time)
{
    /// <exception cref="JournalUnavailableException">It could not be kept, or not in time.</exception>
    public async ValueTask KeepAsync(DeliveryEvent report)
    {
        ledger.Enter();
        var outcome = Outcome.Refused;
        try
        {
            await journal.CommitAsync(EventRecord.Of(report)).AsTask().WaitAsync(limits.Whole, time);
            outcome = Outcome.Recorded;
        }
        catch (TimeoutException e)
        {
            throw new JournalUnavailableException("The event was not durable within the deadline.", e);
        }
        finally
        {
            ledger.Leave(outcome);
        }
    }
}
