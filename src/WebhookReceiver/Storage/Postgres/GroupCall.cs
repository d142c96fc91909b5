using Npgsql;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>Commits one group after the other: one round trip each, and one flush of the database's log.</summary>
/// <param name="database">The database.</param>
/// <param name="replica">Number of this server.</param>
/// <param name="lease">The right of a replica to decide a message with another program's code.</param>
/// <param name="contacts">The states that this server knows.</param>
internal sealed class GroupCall(PostgresDatabase database, long replica, TimeSpan lease, ContactCache contacts)
{
    private const int Timeout = 5;

    private static readonly string Parameters = string.Join(
        ", ",
        Enumerable.Range(1, 37).Select(number => $"${number}")
    );

    private readonly string _commitMessages = database.Sql($"SELECT * FROM {{schema}}.commit_messages_1({Parameters})");
    private readonly string _commitEvents = database.Sql("SELECT {schema}.commit_events_1($1, $2, $3, $4, $5, $6)");
    private readonly MessageRows _messages = new(replica, lease);
    private readonly EventRows _events = new();
    private readonly List<PendingWrite> _order = [];

    /// <summary>Sets what became of each write.</summary>
    /// <param name="group">The writes.</param>
    /// <param name="isRepeated">True if the group was sent before and nobody knows what became of it.</param>
    public async Task CommitAsync(ArraySegment<PendingWrite> group, bool isRepeated)
    {
        Fill(group);
        await using var connection = await database.OpenAsync();
        await using var batch = new NpgsqlBatch(connection) { Timeout = Timeout };
        if (_messages.Count > 0)
        {
            var command = new NpgsqlBatchCommand(_commitMessages);
            _messages.AddTo(command.Parameters);
            batch.BatchCommands.Add(command);
        }

        if (_events.Count > 0)
        {
            var command = new NpgsqlBatchCommand(_commitEvents);
            _events.AddTo(command.Parameters);
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync();
        var outcomes = new List<(int Row, RowOutcome Outcome)>();
        if (_messages.Count > 0)
        {
            while (await reader.ReadAsync())
            {
                outcomes.Add((reader.GetInt32(0) - 1, RowOutcome.Read(reader)));
            }
        }

        // Errors of the second command, and of the commit itself, come here.
        while (await reader.NextResultAsync()) { }

        foreach (var (row, outcome) in outcomes)
        {
            Apply(_order[row], outcome, isRepeated);
        }
    }

    private void Fill(ArraySegment<PendingWrite> group)
    {
        _messages.Clear();
        _events.Clear();
        _order.Clear();
        foreach (var write in group)
        {
            if (write.Item is JournalRecord record)
            {
                _messages.Add(record, write.Stamp);
                _order.Add(write);
            }
            else
            {
                _events.Add((EventRecord)write.Item);
            }
        }
    }

    private void Apply(PendingWrite write, RowOutcome row, bool isRepeated)
    {
        var record = (JournalRecord)write.Item;
        switch (row.Kind)
        {
            case RowKind.Counts or RowKind.OtherContent:
                Remember(record, row, isRepeated);
                if (row.Kind is RowKind.OtherContent)
                {
                    write.Other = CommitResult.Counts(write.Reply) with { HasOtherContent = true };
                }

                break;
            case RowKind.AnsweredBefore:
                write.Reply = row.Reply is { } stored ? stored : MessageResult.Silence;
                break;
            case RowKind.Stale:
                contacts.Set(record.Contact, ContactState.Read(row.Version, row.State));
                write.Other = new CommitResult(CommitOutcome.Stale);
                break;
            case RowKind.Held:
                write.Other = new CommitResult(CommitOutcome.Held);
                break;
            case RowKind.Running:
                write.Other = new CommitResult(CommitOutcome.Running);
                break;
            case RowKind.Unanswered:
                write.Other = new CommitResult(CommitOutcome.Unanswered)
                {
                    Earlier = new Finding(FindingKind.Unanswered, record.Key) { Tries = row.Tries, Asked = row.Asked },
                };
                break;
        }
    }

    /// <summary>The contact's state is in the cache before its next message is decided.</summary>
    private void Remember(JournalRecord record, RowOutcome row, bool isRepeated)
    {
        if (record.Answer?.StateAfter is { } after && !isRepeated)
        {
            contacts.Set(record.Contact, after.As(row.Version));
        }
        else if (record.Answer is null && record.BaseVersion is null)
        {
            contacts.Set(record.Contact, ContactState.Read(row.Version, row.State));
        }
        else if (isRepeated)
        {
            // The state may have changed once more since.
            contacts.Remove(record.Contact);
        }
    }
}
