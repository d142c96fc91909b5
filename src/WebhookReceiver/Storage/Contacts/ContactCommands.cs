namespace WebhookReceiver.Storage.Contacts;

/// <summary>Changes what is remembered of a contact on the order of a person, in the contact's turn.</summary>
internal sealed class ContactCommands(IJournal journal, ContactLock turns, TimeProvider time)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    /// <summary>Forgets something the program keeps, for this number in every project and on every channel.</summary>
    /// <param name="number">As a person writes it.</param>
    /// <param name="name">The name, without <see cref="ContactState.OwnPrefix"/>.</param>
    /// <returns>For how many contacts it was there.</returns>
    /// <exception cref="JournalUnavailableException">It cannot be kept now.</exception>
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
