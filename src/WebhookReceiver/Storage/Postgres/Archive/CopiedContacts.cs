using Microsoft.Data.Sqlite;
using Npgsql;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>Writes the states of contacts into a file.</summary>
internal sealed class CopiedContacts(SqliteConnection file) : IDisposable
{
    private readonly Statement _insert = new(
        file,
        "INSERT INTO contact(project, channel, sender, version, state, checksum) VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING"
    );

    public void Add(NpgsqlDataReader row)
    {
        var contact = new ContactKey(row.Text(0)!, row.Text(1)!, row.Text(2)!);
        var (version, state) = (row.GetInt64(3), row.Bytes(4));
        _insert.Bind(1, contact.Project);
        _insert.Bind(2, contact.Channel);
        _insert.Bind(3, contact.Sender);
        _insert.Bind(4, version);
        _insert.BindOrNull(5, state);
        _insert.Bind(6, RowChecksum.OfContact(contact, version, state));
        _insert.Run();
    }

    public void Dispose() => _insert.Dispose();
}
