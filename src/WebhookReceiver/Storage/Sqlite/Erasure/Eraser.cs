using Microsoft.Data.Sqlite;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Storage.Sqlite.Erasure;

/// <summary>
/// Forgets contacts, also for another process: a row in <c>erasure</c> is the request, and its number of erased
/// messages is the answer. The requested sender is gone from the row by then.
/// </summary>
internal sealed class Eraser(SqliteJournal journal, ContactLock turns, MessageIndex index) : IEraser
{
    private const int Wiping = -1;
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    public Task<long> ForgetAsync(string asked) => ForgetAsync(asked, request: null);

    /// <summary>Handles the requests of other processes.</summary>
    public async Task AnswerRequestsAsync()
    {
        foreach (var (id, sender, done) in await journal.Writer.RunAsync(store => Requests(store.Connection)))
        {
            var erased = done == Wiping ? 0 : await ForgetAsync(sender, id);
            if (done == Wiping)
            {
                await Task.Run(() => index.EraseMissing(IdsAfter));
                await WipeAsync();
            }

            await journal.Writer.RunAsync(store => Set(store.Connection, id, erased));
        }
    }

    private async Task<long> ForgetAsync(string asked, long? request)
    {
        var contacts = await journal.Writer.RunAsync(store => ContactErasure.ContactsOf(store.Connection, asked));
        var entered = new List<ContactKey>();
        try
        {
            foreach (var contact in contacts)
            {
                if (!await turns.AcquireAsync(contact, LongestTurn))
                {
                    throw new JournalUnavailableException("A message of this contact is being answered; try again.");
                }

                entered.Add(contact);
            }

            var erased = await journal.Writer.RunAsync(store => Erase(store, asked, request));
            foreach (var contact in contacts)
            {
                journal.Forget(contact);
            }

            await Task.Run(() => index.Erase(erased));
            await WipeAsync();
            return erased.Count;
        }
        finally
        {
            entered.ForEach(turns.Release);
        }
    }

    private IReadOnlyCollection<long> Erase(SqliteStore store, string asked, long? request)
    {
        if (journal.SpoolFile.Count > 0)
        {
            throw new JournalUnavailableException("The spool is not empty; try again in a few seconds.");
        }

        var gone = store.InTransaction(connection =>
        {
            var erased = ContactErasure.Run(connection, asked, journal.Tombstones, store.LastStored);
            Watermarks.Set(connection, Watermarks.LastMessage, store.LastId);
            if (request is { } id)
            {
                Set(connection, id, Wiping);
            }

            return erased;
        });
        foreach (var (id, key) in gone)
        {
            journal.Seen.Remove(key, id);
        }

        return [.. gone.Select(row => row.Id)];
    }

    private IReadOnlyCollection<long> IdsAfter(long after, int most) =>
        journal.Read(reader =>
        {
            var ids = new List<long>();
            using var rows = new Statement(
                reader.Connection,
                "SELECT id FROM message WHERE id > ?1 ORDER BY id LIMIT ?2"
            );
            rows.Bind(1, after);
            rows.Bind(2, most);
            while (rows.Step())
            {
                ids.Add(rows.Integer(0));
            }

            return ids;
        });

    private async Task WipeAsync()
    {
        var isClean = await Task.Run(() => SecureErase.Run(journal.Path));
        if (!isClean)
        {
            throw new JournalUnavailableException(
                "The journal's log could not be emptied while another process reads it; try again."
            );
        }
    }

    private static bool Set(SqliteConnection connection, long id, long done)
    {
        using var update = new Statement(connection, "UPDATE erasure SET sender = '', done = ?2 WHERE id = ?1");
        update.Bind(1, id);
        update.Bind(2, done);
        update.Run();
        return true;
    }

    private static List<(long Id, string Sender, long? Done)> Requests(SqliteConnection connection)
    {
        var requests = new List<(long, string, long?)>();
        using var open = new Statement(
            connection,
            "SELECT id, sender, done FROM erasure WHERE done IS NULL OR done = -1"
        );
        while (open.Step())
        {
            requests.Add((open.Integer(0), open.Text(1)!, open.IsNull(2) ? null : open.Integer(2)));
        }

        return requests;
    }
}
