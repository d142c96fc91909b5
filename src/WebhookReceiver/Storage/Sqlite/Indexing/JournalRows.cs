using System.Text.Json;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>Reads the journal's rows for the index.</summary>
internal sealed class JournalRows(ContactHash contacts, FoldText fold)
{
    private const string Columns =
        "SELECT id, received, sender, rule, micros, reply, state_before, decoded FROM message";

    /// <summary>The next rows.</summary>
    /// <returns>What is to be indexed, and the number and arrival of the last row that was read; 0 if there was none.</returns>
    public (List<IndexedLine> Lines, long Last, long Received) After(SqliteReader reader, long after, int most)
    {
        using var rows = new Statement(reader.Connection, $"{Columns} WHERE id > ?1 ORDER BY id LIMIT ?2");
        rows.Bind(1, after);
        rows.Bind(2, most);
        var lines = new List<IndexedLine>();
        var (last, received) = (0L, 0L);
        while (rows.Step())
        {
            (last, received) = (rows.Integer(0), rows.Integer(1));
            if (LineOf(rows) is { } line)
            {
                lines.Add(line);
            }
        }

        return (lines, last, received);
    }

    /// <summary>Some rows again; those that are gone are left out.</summary>
    public List<IndexedLine> Of(SqliteReader reader, IReadOnlyList<long> ids)
    {
        using var row = new Statement(reader.Connection, $"{Columns} WHERE id = ?1");
        var lines = new List<IndexedLine>();
        foreach (var id in ids)
        {
            row.Bind(1, id);
            if (row.Step() && LineOf(row) is { } line)
            {
                lines.Add(line);
            }

            row.Reset();
        }

        return lines;
    }

    /// <summary>Null for what no contact wrote, and for rows without content.</summary>
    private IndexedLine? LineOf(Statement row)
    {
        if (row.Text(2) is not { Length: > 0 } sender || row.Bytes(7).IsEmpty)
        {
            return null;
        }

        try
        {
            using var decoded = JsonDocument.Parse(row.Bytes(7).ToArray());
            var message = decoded.RootElement;
            if (message.TryGetProperty("echo"u8, out _) || message.TryGetProperty("event"u8, out _))
            {
                return null;
            }

            var before = ContactState
                .Read(0, row.Bytes(6).ToArray())
                .ViewAt(new DateTimeOffset(row.Integer(1), TimeSpan.Zero))
                .Own;
            var reply = row.IsNull(5) ? null : row.Bytes(5).ToArray();
            return new IndexedLine(
                row.Integer(0),
                contacts.Of(sender),
                row.Integer(1),
                Text(message, "channel"u8),
                Text(message, "project"u8),
                before.GetValueOrDefault("language", ""),
                row.Text(3),
                LineFates.Of(row.Text(3), reply, before),
                row.IsNull(4) ? 0 : row.Integer(4),
                SearchWords.Spaced(fold($"{Text(message, "text"u8)} {ReplyText.Of(reply)}"))
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A damaged row: the journal reports it. The index goes on.
            return null;
        }
    }

    private static string Text(JsonElement message, ReadOnlySpan<byte> name) =>
        message.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
