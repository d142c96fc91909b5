using System.Text.Json;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Sqlite.Archive;

/// <summary>One stored message with everything that a replay needs.</summary>
internal sealed record StoredRow(
    long Id,
    DateTimeOffset ReceivedAt,
    long Seed,
    string? Sender,
    string? RuleName,
    string? RulesVersion,
    TimeSpan? Duration,
    byte[]? Reply,
    byte[] StateBefore,
    byte[] ExternalResults,
    byte[] Decoded,
    byte[] Raw
)
{
    /// <summary>The message as the rules saw it; <see langword="null"/> if its content has expired.</summary>
    public IncomingMessage? Message =>
        Decoded.Length == 0
            ? null
            : StoredMessage.Read(Decoded) with
            {
                Raw = Raw,
                ReceivedAt = ReceivedAt,
                Seed = Seed,
                Contact = ContactBefore.Known,
            };

    /// <summary>The contact's state before this message.</summary>
    public ContactView ContactBefore => ContactState.Read(0, StateBefore).ViewAt(ReceivedAt);

    public static StoredRow Read(Statement row) =>
        new(
            row.Integer(0),
            new DateTimeOffset(row.Integer(1), TimeSpan.Zero),
            row.Integer(2),
            row.Text(3),
            row.Text(4),
            row.Text(5),
            row.IsNull(6) ? null : TimeSpan.FromMicroseconds(row.Integer(6)),
            row.IsNull(7) ? null : row.Bytes(7).ToArray(),
            row.Bytes(8).ToArray(),
            row.Bytes(9).ToArray(),
            row.Bytes(10).ToArray(),
            row.Bytes(11).ToArray()
        );

    public bool Matches(string asked) =>
        SenderMatch.IsOf(Sender, asked)
        || (
            Message is { } message
            && (message.Text.Contains(asked, StringComparison.OrdinalIgnoreCase) || message.Id == asked)
        );

    /// <summary>Writes one JSON object. Bodies are text if they are UTF-8, else base 64.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("id", Id);
        json.WriteString("received", ReceivedAt);
        json.WriteNumber("seed", Seed);
        json.WriteString("rule", RuleName);
        json.WriteString("book", RulesVersion);
        if (Duration is { } duration)
        {
            json.WriteNumber("micros", (long)duration.TotalMicroseconds);
        }

        WriteJson(json, "message", Decoded);
        WriteJson(json, "contactBefore", StateBefore);
        WriteJson(json, "foreign", ExternalResults);
        ArchiveJson.WriteBytes(json, "reply", Reply ?? []);
        ArchiveJson.WriteBytes(json, "raw", Raw);
        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, string name, byte[] value)
    {
        if (value.Length > 0)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }
    }
}
