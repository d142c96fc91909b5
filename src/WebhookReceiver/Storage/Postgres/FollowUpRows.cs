using Npgsql;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>What the replies of a group send later, as columns of <c>commit_messages_1</c>.</summary>
internal sealed class FollowUpRows
{
    private readonly List<int> _rows = [];
    private readonly List<string> _references = [];
    private readonly List<string> _projects = [];
    private readonly List<string> _channels = [];
    private readonly List<string> _senders = [];
    private readonly List<string?> _about = [];
    private readonly List<string?> _topics = [];
    private readonly List<long> _created = [];
    private readonly List<long> _due = [];
    private readonly List<long?> _expires = [];
    private readonly List<byte[]> _bodies = [];

    public void Clear()
    {
        _rows.Clear();
        _references.Clear();
        _projects.Clear();
        _channels.Clear();
        _senders.Clear();
        _about.Clear();
        _topics.Clear();
        _created.Clear();
        _due.Clear();
        _expires.Clear();
        _bodies.Clear();
    }

    /// <param name="entry">The entry of the outbox.</param>
    /// <param name="row">Number of its message in the group; the first is 1.</param>
    public void Add(OutboxEntry entry, int row)
    {
        _rows.Add(row);
        _references.Add(entry.Reference);
        _projects.Add(PostgresText.Escape(entry.Contact.Project));
        _channels.Add(PostgresText.Escape(entry.Contact.Channel));
        _senders.Add(PostgresText.Escape(entry.Contact.Sender));
        _about.Add(PostgresText.EscapeOrNull(entry.About));
        _topics.Add(PostgresText.EscapeOrNull(entry.Topic));
        _created.Add(entry.CreatedAt.UtcTicks);
        _due.Add(entry.DueAt.UtcTicks);
        _expires.Add(entry.ExpiresAt?.UtcTicks);
        _bodies.Add(MessageRows.Bytes(entry.Body));
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        MessageRows.Add(parameters, _rows);
        MessageRows.Add(parameters, _references);
        MessageRows.Add(parameters, _projects);
        MessageRows.Add(parameters, _channels);
        MessageRows.Add(parameters, _senders);
        MessageRows.Add(parameters, _about);
        MessageRows.Add(parameters, _topics);
        MessageRows.Add(parameters, _created);
        MessageRows.Add(parameters, _due);
        MessageRows.Add(parameters, _expires);
        MessageRows.Add(parameters, _bodies);
    }
}
