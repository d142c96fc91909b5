namespace WebhookReceiver.Storage;

/// <summary>Forgets people.</summary>
internal interface IEraser
{
    /// <summary>Forgets a person: messages, replies, state, what is to be sent, events and unreadable bodies.</summary>
    /// <param name="asked">The number, as an operator writes it.</param>
    /// <returns>The number of erased messages.</returns>
    /// <exception cref="JournalUnavailableException">Not possible now; nothing was changed, or the next call goes on with it.</exception>
    Task<long> ForgetAsync(string asked);
}
