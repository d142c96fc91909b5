using System.Text.Json;
using Npgsql;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;
using WebhookReceiver.Storage.Sqlite;

namespace WebhookReceiver.Storage.Postgres.Archive;

/// <summary>A piece of a file's messages on its way into the database; what the database knows already stays as it is.</summary>
/// <param name="database">The database.</param>
/// <param name="projects">The projects of the file, for messages whose content has expired: only that names the project.</param>
/// <param name="keepsNumbers">Whether the rows keep their numbers: the database has not given any yet.</param>
internal sealed class ImportedMessages(PostgresDatabase database, IReadOnlyList<string> projects, bool keepsNumbers)
{
    public const string Columns =
        "id, key, stored, received, seed, sender, rule, book, micros, reply, state_before, foreign_results, decoded, raw, tries, asked, checksum";

    private const long MostBytes = 4 << 20;
    private const int MostRows = 1_000;

    // A message without a key is older than any redelivery: it is known by its sender, its arrival and its seed.
    private const string Insert = """
        WITH rows AS MATERIALIZED (
          SELECT CASE WHEN $1 THEN number ELSE nextval('{schema}.message_id') END AS id, r.*
          FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) AS r(
            number, project, key, stored, received, seed, channel, sender, heard, rule, book, micros, reply, state_before, foreign_results,
            decoded, raw, tries, asked, has_key)
          ORDER BY number
        ), added AS (
          INSERT INTO {schema}.seen(project, key, day, id)
          SELECT project, key, (to_timestamp(stored) AT TIME ZONE 'UTC')::date, id FROM rows
          WHERE has_key AND NOT EXISTS (
            SELECT 1 FROM {schema}.tombstone t WHERE t.project IN (rows.project, '') AND t.hash = {schema}.tombstone_1(rows.key)
          )
          ORDER BY 1, 2
          ON CONFLICT DO NOTHING
          RETURNING project, id
        )
        INSERT INTO {schema}.message(project, day, id, key, received, stored, seed, channel, sender, heard, rule, book, micros, reply,
          state_before, foreign_results, decoded, raw, tries, asked, claim, claimed_until, replica, stamp)
        SELECT project, (to_timestamp(stored) AT TIME ZONE 'UTC')::date, id, key, received, to_timestamp(stored), seed, channel, sender, heard,
          rule, book, micros, reply, state_before, foreign_results, decoded, raw, tries, asked,
          CASE WHEN reply IS NULL THEN 0 END, CASE WHEN reply IS NULL THEN clock_timestamp() END, 0, number
        FROM rows
        WHERE (has_key AND EXISTS (SELECT 1 FROM added a WHERE a.project = rows.project AND a.id = rows.id))
          OR (NOT has_key AND NOT EXISTS (
            SELECT 1 FROM {schema}.message m WHERE m.sender = rows.sender AND m.received = rows.received AND m.seed = rows.seed
          ))
        """;

    private readonly List<long> _numbers = [];
    private readonly List<string> _projects = [];
    private readonly List<byte[]> _keys = [];
    private readonly List<long> _stored = [];
    private readonly List<long> _received = [];
    private readonly List<long> _seeds = [];
    private readonly List<string> _channels = [];
    private readonly List<string> _senders = [];
    private readonly List<bool> _heard = [];
    private readonly List<string?> _rules = [];
    private readonly List<string?> _books = [];
    private readonly List<long?> _micros = [];
    private readonly List<byte[]?> _replies = [];
    private readonly List<byte[]?> _statesBefore = [];
    private readonly List<byte[]?> _foreign = [];
    private readonly List<byte[]?> _decoded = [];
    private readonly List<byte[]?> _raw = [];
    private readonly List<int?> _tries = [];
    private readonly List<string?> _asked = [];
    private readonly List<bool> _hasKey = [];
    private long _bytes;

    public bool IsFull => _numbers.Count >= MostRows || _bytes >= MostBytes;

    /// <summary>Adds a row of the file.</summary>
    /// <returns>False if the row is damaged.</returns>
    public bool Add(Statement row)
    {
        var key = row.Bytes(1).Length == MessageKey.Length ? row.Bytes(1).ToArray() : [];
        if (
            key.Length > 0
            && !row.IsNull(16)
            && row.Integer(16) != RowChecksum.OfMessage(row.Integer(0), key, row.Bytes(9))
        )
        {
            return false;
        }

        var decoded = BytesOf(row, 12);
        if (decoded is not null)
        {
            if (MessageOf(decoded) is not { } message)
            {
                return false;
            }

            var contact = ContactKey.Of(message);
            Add(
                row,
                key,
                contact,
                heard: !message.IsEcho && message.Event is null or EventKinds.NewSubscriber,
                decoded
            );
        }
        else if (key.Length > 0)
        {
            foreach (var project in projects)
            {
                Add(row, key, new ContactKey(project, "", ""), heard: false, decoded);
            }
        }

        return true;
    }

    /// <summary>Writes the rows and forgets them.</summary>
    /// <returns>The number of messages that are new in the database.</returns>
    public async Task<int> WriteAsync()
    {
        var added = _numbers.Count == 0 ? 0 : await database.InTransactionAsync(WriteAsync);
        Clear();
        return added;
    }

    private async Task<int> WriteAsync(NpgsqlConnection connection)
    {
        await using var command = database.Command(connection, Insert);
        command.CommandTimeout = 0;
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = keepsNumbers });
        MessageRows.Add(parameters, _numbers);
        MessageRows.Add(parameters, _projects);
        MessageRows.Add(parameters, _keys);
        MessageRows.Add(parameters, _stored);
        MessageRows.Add(parameters, _received);
        MessageRows.Add(parameters, _seeds);
        MessageRows.Add(parameters, _channels);
        MessageRows.Add(parameters, _senders);
        MessageRows.Add(parameters, _heard);
        MessageRows.Add(parameters, _rules);
        MessageRows.Add(parameters, _books);
        MessageRows.Add(parameters, _micros);
        MessageRows.Add(parameters, _replies);
        MessageRows.Add(parameters, _statesBefore);
        MessageRows.Add(parameters, _foreign);
        MessageRows.Add(parameters, _decoded);
        MessageRows.Add(parameters, _raw);
        MessageRows.Add(parameters, _tries);
        MessageRows.Add(parameters, _asked);
        MessageRows.Add(parameters, _hasKey);
        return await command.ExecuteNonQueryAsync();
    }

    private void Add(Statement row, byte[] key, ContactKey contact, bool heard, byte[]? decoded)
    {
        _numbers.Add(row.Integer(0));
        _projects.Add(PostgresText.Escape(contact.Project));
        _keys.Add(key);
        _hasKey.Add(key.Length > 0);
        _stored.Add(row.Integer(2));
        _received.Add(row.Integer(3));
        _seeds.Add(row.Integer(4));
        _channels.Add(PostgresText.Escape(contact.Channel));
        _senders.Add(PostgresText.Escape(contact.Sender));
        _heard.Add(heard);
        _rules.Add(PostgresText.EscapeOrNull(row.Text(6)));
        _books.Add(PostgresText.EscapeOrNull(row.Text(7)));
        _micros.Add(row.IntegerOrNull(8));
        _replies.Add(BytesOf(row, 9));
        _statesBefore.Add(BytesOf(row, 10));
        _foreign.Add(BytesOf(row, 11));
        _decoded.Add(decoded);
        _raw.Add(BytesOf(row, 13));
        _tries.Add((int?)row.IntegerOrNull(14));
        _asked.Add(PostgresText.EscapeOrNull(row.Text(15)));
        _bytes += row.Bytes(10).Length + row.Bytes(12).Length + row.Bytes(13).Length;
    }

    private void Clear()
    {
        _numbers.Clear();
        _projects.Clear();
        _keys.Clear();
        _hasKey.Clear();
        _stored.Clear();
        _received.Clear();
        _seeds.Clear();
        _channels.Clear();
        _senders.Clear();
        _heard.Clear();
        _rules.Clear();
        _books.Clear();
        _micros.Clear();
        _replies.Clear();
        _statesBefore.Clear();
        _foreign.Clear();
        _decoded.Clear();
        _raw.Clear();
        _tries.Clear();
        _asked.Clear();
        _bytes = 0;
    }

    /// <summary>Null if it is damaged.</summary>
    private static IncomingMessage? MessageOf(byte[] decoded)
    {
        try
        {
            return StoredMessage.Read(decoded);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static byte[]? BytesOf(Statement row, int column) =>
        row.IsNull(column) ? null : row.Bytes(column).ToArray();
}
