namespace WebhookReceiver.Storage.Outbox;

/// <summary>The right to send. One server has it at a time.</summary>
internal interface ISendingLease
{
    /// <summary>Takes or renews it.</summary>
    /// <returns>Its number, which is another one after it was lost; <see langword="null"/> if another server has it.</returns>
    /// <exception cref="JournalUnavailableException">Nobody knows who has it.</exception>
    ValueTask<long?> HoldAsync();

    /// <summary>Whether it surely lasts this long.</summary>
    bool LastsFor(TimeSpan wanted);

    /// <summary>Lets another server have it at once.</summary>
    ValueTask GiveBackAsync();
}

/// <summary>The right of the only server of a data folder.</summary>
internal sealed class OnlySender : ISendingLease
{
    public ValueTask<long?> HoldAsync() => ValueTask.FromResult<long?>(1);

    public bool LastsFor(TimeSpan wanted) => true;

    public ValueTask GiveBackAsync() => ValueTask.CompletedTask;
}
