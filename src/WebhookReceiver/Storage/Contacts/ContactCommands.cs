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
    public async Task<int> ForgetOwnAsync(string number, string name) =>
        await ForgetOwnAsync(await journal.ContactsOfAsync(number), name);

    /// <summary>Forgets one of the program's own values of some contacts.</summary>
    /// <exception cref="JournalUnavailableException">The change cannot be stored now.</exception>
    public async Task<int> ForgetOwnAsync(IReadOnlyCollection<ContactKey> contacts, string name)
    {
        var count = 0;
        foreach (var contact in contacts)
        {
            count += await InTurnAsync(contact, () => ForgetInTurnAsync(contact, name)) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Sets one of the program's own values for some contacts.</summary>
    /// <param name="contacts">The contacts.</param>
    /// <param name="name">The name, without <see cref="ContactState.OwnPrefix"/>.</param>
    /// <param name="value">The value.</param>
    /// <param name="until">Its end; <see langword="null"/>: without limit.</param>
    /// <param name="keepsLater">Whether a value that lasts longer stays.</param>
    /// <exception cref="JournalUnavailableException">The change cannot be stored now.</exception>
    public async Task SetOwnAsync(
        IReadOnlyCollection<ContactKey> contacts,
        string name,
        string value,
        DateTimeOffset? until,
        bool keepsLater = false
    )
    {
        foreach (var contact in contacts)
        {
            await InTurnAsync(contact, () => SetInTurnAsync(contact, name, value, until, keepsLater));
        }
    }

    /// <summary>Forgets one value that the rules remember, of some contacts.</summary>
    /// <param name="contacts">The contacts.</param>
    /// <param name="name">Its name; no name of the program's own values.</param>
    /// <returns>The number of contacts that had the value.</returns>
    /// <exception cref="JournalUnavailableException">The change cannot be stored now.</exception>
    public async Task<int> ForgetKnownAsync(IReadOnlyCollection<ContactKey> contacts, string name)
    {
        var count = 0;
        foreach (var contact in contacts)
        {
            count += await InTurnAsync(contact, () => ForgetKnownInTurnAsync(contact, name)) ? 1 : 0;
        }

        return count;
    }

    private async Task<bool> InTurnAsync(ContactKey contact, Func<Task<bool>> change)
    {
        if (!await turns.AcquireAsync(contact, LongestTurn))
        {
            throw new JournalUnavailableException("A message of this contact is being answered; try again.");
        }

        try
        {
            return await change();
        }
        finally
        {
            turns.Release(contact);
        }
    }

    private async Task<bool> SetInTurnAsync(
        ContactKey contact,
        string name,
        string value,
        DateTimeOffset? until,
        bool keepsLater
    )
    {
        var now = time.GetUtcNow();
        var state = await journal.LoadAsync(contact);
        if (
            keepsLater
            && state.HeldAt(now).TryGetValue(ContactState.OwnPrefix + name, out var held)
            && (held.ExpiresAt is null || held.ExpiresAt >= until)
        )
        {
            return false;
        }

        var after = state.With([ContactChange.Own(name, value, until)], now, out _);
        return await journal.ChangeAsync(contact, state, after)
            || await SetInTurnAsync(contact, name, value, until, keepsLater);
    }

    private async Task<bool> ForgetKnownInTurnAsync(ContactKey contact, string name)
    {
        var now = time.GetUtcNow();
        var state = await journal.LoadAsync(contact);
        if (name.StartsWith(ContactState.OwnPrefix) || !state.HeldAt(now).ContainsKey(name))
        {
            return false;
        }

        var after = state.With([new ContactChange(name, Value: null)], now, out _);
        return await journal.ChangeAsync(contact, state, after) || await ForgetKnownInTurnAsync(contact, name);
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
        return await journal.ChangeAsync(contact, state, after) || await ForgetInTurnAsync(contact, name);
    }
}
