using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WebhookReceiver.Storage;

/// <summary>
/// The stored form of a decoded message: JSON without the members that have their own columns (body, arrival, seed,
/// contact). Missing or empty members are left out.
/// </summary>
internal static class StoredMessage
{
    /// <summary>Writes all scripts unescaped: this JSON never appears in a page.</summary>
    public static JsonWriterOptions Relaxed { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Scratch? _scratch;

    public static byte[] ToJson(IncomingMessage message)
    {
        var scratch = _scratch ??= new Scratch();
        scratch.Buffer.ResetWrittenCount();
        scratch.Writer.Reset();
        Write(scratch.Writer, message);
        scratch.Writer.Flush();
        return scratch.Buffer.WrittenSpan.ToArray();
    }

    public static IncomingMessage Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return StoredMessageReader.Read(document.RootElement);
    }

    private static void Write(Utf8JsonWriter json, IncomingMessage message)
    {
        json.WriteStartObject();
        Text(json, "id"u8, message.Id);
        json.WriteString("sender"u8, message.Sender);
        Text(json, "name"u8, message.Name);
        Text(json, "text"u8, message.Text);
        json.WriteNumber("kind"u8, (int)message.Kind);
        Text(json, "channel"u8, message.Channel);
        Text(json, "project"u8, message.Project);
        Text(json, "button"u8, message.ButtonPayload);
        Text(json, "media"u8, message.MediaUrl);
        Text(json, "quoted"u8, message.QuotedMessageId);
        Text(json, "event"u8, message.Event);
        if (message.IsEcho)
        {
            json.WriteBoolean("echo"u8, value: true);
        }

        WriteParts(json, message);
        if (message.Variables.Count > 0)
        {
            json.WriteStartObject("vars"u8);
            foreach (var (name, value) in message.Variables)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, IncomingMessage message)
    {
        if (message.Group is { } group)
        {
            json.WriteStartObject("group"u8);
            json.WriteString("id"u8, group.Id);
            Text(json, "name"u8, group.Name);
            Text(json, "member"u8, group.Member);
            Texts(json, "mentions"u8, group.Mentions);
            json.WriteEndObject();
        }

        if (message.ListChoice is { } choice)
        {
            json.WriteStartObject("list"u8);
            json.WriteString("id"u8, choice.Id);
            Text(json, "description"u8, choice.Description);
            json.WriteEndObject();
        }

        WriteShared(json, message.Location, message.Contacts);
    }

    /// <summary>Members <c>location</c> and <c>contacts</c>, if present.</summary>
    public static void WriteShared(Utf8JsonWriter json, Location? place, IReadOnlyList<ContactCard> cards)
    {
        if (place is { } location)
        {
            json.WriteStartObject("location"u8);
            json.WriteNumber("latitude"u8, location.Latitude);
            json.WriteNumber("longitude"u8, location.Longitude);
            Text(json, "name"u8, location.Name);
            Text(json, "address"u8, location.Address);
            Text(json, "url"u8, location.Url);
            json.WriteEndObject();
        }

        if (cards.Count > 0)
        {
            json.WriteStartArray("contacts"u8);
            foreach (var card in cards)
            {
                WriteCard(json, card);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteCard(Utf8JsonWriter json, ContactCard card)
    {
        json.WriteStartObject();
        Text(json, "first"u8, card.FirstName);
        Text(json, "last"u8, card.LastName);
        Text(json, "phone"u8, card.Phone);
        Text(json, "phoneType"u8, card.PhoneType);
        Text(json, "email"u8, card.Email);
        Text(json, "street"u8, card.Street);
        Text(json, "city"u8, card.City);
        Text(json, "state"u8, card.State);
        Text(json, "zip"u8, card.Zip);
        Text(json, "country"u8, card.Country);
        Text(json, "countryCode"u8, card.CountryCode);
        Text(json, "addressType"u8, card.AddressType);
        Text(json, "image"u8, card.Image);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void Texts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private sealed class Scratch
    {
        public Scratch() => Writer = new Utf8JsonWriter(Buffer, Relaxed);

        public ArrayBufferWriter<byte> Buffer { get; } = new(1024);
        public Utf8JsonWriter Writer { get; }
    }
}
