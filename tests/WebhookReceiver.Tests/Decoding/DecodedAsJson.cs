using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Tests.Decoding;

/// <summary>Writes a decoded result as JSON for comparison, without default values.</summary>
internal static class DecodedAsJson
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Decoded decoded)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            switch (decoded)
            {
                case Decoded.Message message:
                    WriteMessage(json, message);
                    break;
                case Decoded.Event report:
                    json.WriteString("event", report.Value.Kind.ToString());
                    json.WriteString("eventId", report.Value.EventId);
                    json.WriteString("project", report.Value.Project);
                    break;
                case Decoded.Rejected rejected:
                    json.WriteString("rejected", rejected.Code.Word());
                    json.WriteString("detail", rejected.Detail);
                    break;
                default:
                    json.WriteBoolean("empty", value: true);
                    break;
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteMessage(Utf8JsonWriter json, Decoded.Message decoded)
    {
        var message = decoded.Value;
        Text(json, "id", message.Id);
        json.WriteString("sender", message.Sender);
        Text(json, "name", message.Name);
        json.WriteString("text", message.Text);
        json.WriteString("kind", message.Kind.ToString());
        json.WriteString("channel", message.Channel);
        json.WriteString("project", message.Project);
        if (message.IsEcho)
        {
            json.WriteBoolean("isEcho", value: true);
        }

        WriteParts(json, message);
        Text(json, "mediaUrl", message.MediaUrl);
        Text(json, "quotedMessageId", message.QuotedMessageId);
        if (message.Variables.Count > 0)
        {
            json.WriteStartObject("variables");
            foreach (var (name, value) in message.Variables)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteParts(Utf8JsonWriter json, IncomingMessage message)
    {
        if (message.Group is { } group)
        {
            json.WriteStartObject("group");
            json.WriteString("id", group.Id);
            Text(json, "name", group.Name);
            Text(json, "member", group.Member);
            json.WriteStartArray("mentions");
            foreach (var mention in group.Mentions)
            {
                json.WriteStringValue(mention);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        Text(json, "buttonPayload", message.ButtonPayload);
        if (message.ListChoice is { } choice)
        {
            json.WriteStartObject("listChoice");
            json.WriteString("id", choice.Id);
            Text(json, "description", choice.Description);
            json.WriteEndObject();
        }

        if (message.Location is { } location)
        {
            json.WriteStartObject("location");
            json.WriteNumber("latitude", location.Latitude);
            json.WriteNumber("longitude", location.Longitude);
            Text(json, "name", location.Name);
            Text(json, "address", location.Address);
            Text(json, "url", location.Url);
            json.WriteEndObject();
        }

        if (message.Contacts.Count > 0)
        {
            json.WriteStartArray("contacts");
            foreach (var card in message.Contacts)
            {
                WriteCard(json, card);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteCard(Utf8JsonWriter json, ContactCard card)
    {
        json.WriteStartObject();
        Text(json, "firstName", card.FirstName);
        Text(json, "lastName", card.LastName);
        Text(json, "phone", card.Phone);
        Text(json, "phoneType", card.PhoneType);
        Text(json, "email", card.Email);
        Text(json, "street", card.Street);
        Text(json, "city", card.City);
        Text(json, "state", card.State);
        Text(json, "zip", card.Zip);
        Text(json, "country", card.Country);
        Text(json, "countryCode", card.CountryCode);
        Text(json, "addressType", card.AddressType);
        Text(json, "image", card.Image);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
