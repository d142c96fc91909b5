namespace WebhookReceiver.Storage.Contacts;

/// <summary>Changes a contact's state for an operator, with the contact locked.</summary>
internal sealed class ContactCommands(IJournal journal, ContactLock turns, TimeProvider time)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Forgets one of the program's own values, for this number in every project and on every channel.
    /// </summary>
    /// <param name="number">The number as an operator writes it.</param>
    /// <param name="name">The name, without <see cref="ContactState.OwnPrefix"/>.</param>
    /// <returns>The number of contacts that had the value.</returns>
    /// <exception cref="JournalUnavailableException">The change cannot be stored now.</exception>
    public async Task<int> ForgetOwnAsync(string number, string name)
    {
        var count = 0;
        foreach (var contact in await journal.ContactsOfAsync(number))
        {
            if (!await turns.AcquireAsync(contact, LongestTurn))
            {
                throw new JournalUnavailableException("A message of this contact is being answered; try again.");
            }

            try
            {
                count += await ForgetInTurnAsync(contact, name) ? 1 : 0;
            }
            finally
            {
                turns.Release(contact);
            }
        }

        return count;
    }

    private async Task<bool> ForgetInTurnAsync(ContactKey contact, string name)
    {
        var now = time.GetUtcNow();
        var state = await journal.LoadAsync(contact);
        if (!state.ViewAt(now).Own.ContainsKey(name))
        {
            return false;
        }

        var after = state.With([ContactChange.Own(name, value: null)], now, out _);
        await journal.ChangeAsync(contact, after);
        return true;
    }
}
