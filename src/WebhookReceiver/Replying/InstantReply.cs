using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WebhookReceiver.Replying;

/// <summary>Writes the instant reply in the platform's JSON (protocol sheet, sections 2.2 and 2.3).</summary>
internal static class InstantReply
{
    private const int LongestDelay = 3600;

    /// <summary>Bytes of buffer that a thread keeps for its next reply; more than any channel carries.</summary>
    private const int MostKept = 64 * 1024;

    /// <summary>"Do not reply".</summary>
    public static ReadOnlyMemory<byte> Silence { get; } = "{}"u8.ToArray();

    /// <summary>
    /// A JSON parser reads the answer, and it never appears in HTML: emoji and accents stay unescaped.
    /// </summary>
    private static readonly JsonWriterOptions AsWritten = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>The bytes of the answer; always a valid JSON object.</summary>
    /// <remarks>
    /// One reply carries one kind of content, because nothing shows that the platform takes several (section 2.4).
    /// Media comes first, with the text as its caption, then text, location, contact cards; the rest is left out. A
    /// rule for text and location describes the place in the text, or sends one of them as a follow-up.
    /// </remarks>
    public static byte[] ToJson(Reply reply)
    {
        if (reply.IsSilent)
        {
            return Silence.ToArray();
        }

        // One per thread: a rule set has ten thousand replies, plus one for each message.
        _buffer ??= new ArrayBufferWriter<byte>(256);
        _json ??= new Utf8JsonWriter(_buffer, AsWritten);
        try
        {
            _json.WriteStartObject();
            WriteContent(_json, reply);
            _json.WriteEndObject();
            _json.Flush();
            return _buffer.WrittenSpan.ToArray();
        }
        finally
        {
            _buffer.ResetWrittenCount();
            _json.Reset();
            if (_buffer.Capacity > MostKept)
            {
                _json = null;
                _buffer = null;
            }
        }
    }

    private static void WriteContent(Utf8JsonWriter json, Reply reply)
    {
        if (reply.MediaUrl is { } media)
        {
            json.WriteString("message-out"u8, reply.Text ?? "");
            json.WriteString("media-url"u8, MediaKinds.Address(media));
            json.WriteString("delay"u8, Seconds(reply.Delay));
            json.WriteString("type"u8, MediaKinds.Code(reply.MediaKind ?? MediaKinds.Of(media)));
            return;
        }

        if (!string.IsNullOrEmpty(reply.Text))
        {
            json.WriteString("message-out"u8, reply.Text);
            json.WriteString("delay"u8, Seconds(reply.Delay));
            json.WriteString("type"u8, "1"u8);
            return;
        }

        WriteDelay(json, reply.Delay);
        if (reply.Location is { } location)
        {
            json.WriteString("type"u8, "5"u8);
            json.WritePropertyName("location"u8);
            WriteLocation(json, location);
            return;
        }

        json.WriteString("type"u8, "7"u8);
        json.WriteStartArray("contact"u8);
        foreach (var card in reply.Contacts)
        {
            WriteCard(json, card);
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// The samples of a location and of contacts have no delay (section 2.3), so it is written only if set.
    /// </summary>
    private static void WriteDelay(Utf8JsonWriter json, TimeSpan delay)
    {
        if (delay >= TimeSpan.FromSeconds(1))
        {
            json.WriteString("delay"u8, Seconds(delay));
        }
    }

    private static string Seconds(TimeSpan delay) =>
        delay == TimeSpan.Zero
            ? "0"
            : ((int)Math.Clamp(delay.TotalSeconds, 0, LongestDelay)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The form of replies and pushes (protocol sheet, sections 2.2 and 4.2).</summary>
    public static void WriteLocation(Utf8JsonWriter json, Location location)
    {
        json.WriteStartObject();
        WriteDegrees(json, "lat"u8, location.Latitude);
        WriteDegrees(json, "long"u8, location.Longitude);
        WriteIfAny(json, "name"u8, location.Name);
        WriteIfAny(json, "address"u8, location.Address);
        json.WriteEndObject();
    }

    /// <summary>JSON cannot express NaN or infinity; a plug-in may still pass one.</summary>
    private static void WriteDegrees(Utf8JsonWriter json, ReadOnlySpan<byte> name, double degrees) =>
        json.WriteNumber(name, double.IsFinite(degrees) ? degrees : 0);

    /// <summary>The form of replies and pushes (protocol sheet, sections 1.6 and 2.2).</summary>
    public static void WriteCard(Utf8JsonWriter json, ContactCard card)
    {
        json.WriteStartObject();
        WriteIfAny(json, "city"u8, card.City);
        WriteIfAny(json, "country"u8, card.Country);
        WriteIfAny(json, "country_code"u8, card.CountryCode);
        WriteIfAny(json, "state"u8, card.State);
        WriteIfAny(json, "street"u8, card.Street);
        WriteIfAny(json, "address_type"u8, card.AddressType);
        WriteIfAny(json, "zip"u8, card.Zip);
        WriteIfAny(json, "email"u8, card.Email);
        WriteIfAny(json, "first_name"u8, card.FirstName);
        WriteIfAny(json, "last_name"u8, card.LastName);
        WriteIfAny(json, "phone"u8, card.Phone);
        WriteIfAny(json, "phone_type"u8, card.PhoneType);
        WriteIfAny(json, "contact_image"u8, card.Image);
        json.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
