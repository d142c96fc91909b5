using WebhookReceiver.Decoding;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Tests.Processing;

/// <summary>
/// A journal whose commits meet those of another process: the next ones do what the test says, and the others reach the journal below.
/// </summary>
internal sealed class ScriptedJournal(IJournal below) : IJournal
{
    /// <summary>What happens at the next commits, in order, before the record would be stored.</summary>
    public Queue<Func<JournalRecord, ValueTask<CommitResult>>> Next { get; } = new();

    /// <summary>All records that were to be stored.</summary>
    public List<JournalRecord> Records { get; } = [];

    public IOutbox Outbox => below.Outbox;

    public ValueTask<CommitResult> CommitAsync(JournalRecord record)
    {
        Records.Add(record);
        return Next.TryDequeue(out var scripted) ? scripted(record) : below.CommitAsync(record);
    }

    /// <summary>Another process changes the contact's state, so that the next commit is stale.</summary>
    public void ChangeFirst(string name, string value) =>
        Next.Enqueue(async record =>
        {
            var before = await below.LoadAsync(record.Contact);
            var after = before.With([new ContactChange(name, value)], record.ReceivedAt, out _);
            await below.CommitAsync(
                new JournalRecord
                {
                    Key = record.Key with { Identity = record.Key.Identity + (ulong)Records.Count },
                    Contact = record.Contact,
                    ReceivedAt = record.ReceivedAt,
                    Raw = record.Raw,
                    Answer = MessageResult.Of("from elsewhere"u8.ToArray()) with { StateAfter = after },
                }
            );
            return new CommitResult(CommitOutcome.Stale);
        });

    public void Say(CommitOutcome outcome, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Next.Enqueue(_ => ValueTask.FromResult(new CommitResult(outcome)));
        }
    }

    public ValueTask<Finding> FindAsync(IncomingMessage message, MessageKey key) => below.FindAsync(message, key);

    public ValueTask<ContactState> LoadAsync(ContactKey contact) => below.LoadAsync(contact);

    public ValueTask CommitAsync(EventRecord report) => below.CommitAsync(report);

    public ValueTask<IReadOnlyCollection<ContactKey>> ContactsOfAsync(string number) => below.ContactsOfAsync(number);

    public ValueTask<bool> ChangeAsync(ContactKey contact, ContactState before, ContactState after) =>
        below.ChangeAsync(contact, before, after);

    public ValueTask<DateTimeOffset?> LastHeardAsync(ContactKey contact) => below.LastHeardAsync(contact);

    public ValueTask<bool> HasWrittenAsync(string sender) => below.HasWrittenAsync(sender);

    public ValueTask<OptOut> OptOutOfAsync(ContactKey contact) => below.OptOutOfAsync(contact);

    public ValueTask QuarantineAsync(string reason, ReadOnlyMemory<byte> body) => below.QuarantineAsync(reason, body);

    public ValueTask<IReadOnlyList<QuarantinedBody>> QuarantinedAsync(int most) => below.QuarantinedAsync(most);

    public ValueTask<QuarantinedBody?> ShowQuarantinedAsync(long id) => below.ShowQuarantinedAsync(id);
}
