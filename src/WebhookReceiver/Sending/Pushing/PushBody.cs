using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using WebhookReceiver.Replying;
using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending.Pushing;

/// <summary>
/// Writes a request to the Push API (protocol sheet, sections 4.2 and 4.3): texts where the vendor's samples have
/// texts.
/// </summary>
internal static class PushBody
{
    private static readonly JsonWriterOptions AsWritten = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="preparedPushs">The entries, all of one shape.</param>
    /// <param name="options">Source of the token: read now, never stored with a message.</param>
    /// <param name="channels">The differences between channels.</param>
    public static byte[] Write(IReadOnlyList<PreparedPush> preparedPushs, SendingOptions options, Channels channels)
    {
        var first = preparedPushs[0];
        var buffer = new ArrayBufferWriter<byte>(256 + (128 * preparedPushs.Count));
        using (var json = new Utf8JsonWriter(buffer, AsWritten))
        {
            json.WriteStartObject();
            json.WriteString("token"u8, options.Token);
            json.WriteString("application"u8, first.BatchKey.Channel);
            json.WriteString("priority"u8, options.HighPriority ? "1"u8 : "0"u8);
            WriteCommon(json, first, options, channels);
            json.WriteStartArray("data"u8);
            foreach (var preparedPush in preparedPushs)
            {
                WriteOne(json, preparedPush, options, channels);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteCommon(Utf8JsonWriter json, PreparedPush first, SendingOptions options, Channels channels)
    {
        var message = first.Message;
        if (first.Template is { } template)
        {
            json.WriteString("template_id"u8, template);
            WriteIfAny(json, "language"u8, message.Language ?? options.Language);
        }
        else
        {
            json.WriteString("globalmessage"u8, "");
        }

        json.WriteString("globalmedia"u8, IsPersonal(first, channels) ? "" : message.Media ?? "");

        WriteIfAny(json, "media_name"u8, message.MediaName);
        if (message.Location is { } location)
        {
            json.WritePropertyName("location"u8);
            InstantReply.WriteLocation(json, location);
        }

        if (message.Contacts.Count > 0)
        {
            json.WriteStartArray("contact"u8);
            foreach (var card in message.Contacts)
            {
                InstantReply.WriteCard(json, card);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteOne(
        Utf8JsonWriter json,
        PreparedPush preparedPush,
        SendingOptions options,
        Channels channels
    )
    {
        var message = preparedPush.Message;
        json.WriteStartObject();
        json.WriteString(
            channels.IsNumberless(preparedPush.BatchKey.Channel) ? "messenger_id"u8 : "number"u8,
            preparedPush.Address
        );
        if (preparedPush.Template is null)
        {
            json.WriteString("message"u8, message.Text);
        }
        else
        {
            WriteTexts(json, "template_message"u8, preparedPush.Values);
            WriteTexts(json, "template_header"u8, message.TemplateHeader);
            WriteIfAny(json, "language"u8, message.Language ?? options.Language);
        }

        if (IsPersonal(preparedPush, channels))
        {
            WriteIfAny(json, "media"u8, message.Media);
        }

        WriteIfAny(json, "quoted"u8, message.Quoted);
        json.WriteString("reference_number"u8, preparedPush.Entry.Reference);
        json.WriteEndObject();
    }

    private static bool IsPersonal(PreparedPush preparedPush, Channels channels) =>
        channels.TakesPersonalMedia(preparedPush.BatchKey.Channel);

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
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

    private static void WriteIfAny(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
