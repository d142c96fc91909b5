using System.Text.Json;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite.Indexing;

/// <summary>Reads a row of the journal for the index.</summary>
internal sealed class LineReader(ContactHash contacts, FoldText fold)
{
    /// <summary>Null for what no contact wrote, and for rows without content.</summary>
    public IndexedLine? LineOf(
        long id,
        long received,
        string? sender,
        string? rule,
        long micros,
        byte[]? reply,
        byte[] stateBefore,
        byte[] decodedMessage
    )
    {
        if (sender is not { Length: > 0 } || decodedMessage.Length == 0)
        {
            return null;
        }

        try
        {
            using var decoded = JsonDocument.Parse(decodedMessage);
            var message = decoded.RootElement;
            if (message.TryGetProperty("echo"u8, out _) || message.TryGetProperty("event"u8, out _))
            {
                return null;
            }

            var before = ContactState.Read(0, stateBefore).ViewAt(new DateTimeOffset(received, TimeSpan.Zero)).Own;
            return new IndexedLine(
                id,
                contacts.Of(sender),
                received,
                Text(message, "channel"u8),
                Text(message, "project"u8),
                before.GetValueOrDefault("language", ""),
                rule,
                LineFates.Of(rule, reply, before),
                micros,
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
