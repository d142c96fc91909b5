using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>Reads contact cards (protocol sheet, section 1.6 b): an array, or to be safe a single object.</summary>
internal static class ContactReader
{
    public static IReadOnlyList<ContactCard> Read(in Members members, RawValue rawValue)
    {
        if (rawValue.ValueEncoding == ValueEncoding.Object)
        {
            return [ReadCard(members.Body, rawValue)];
        }

        if (rawValue.ValueEncoding != ValueEncoding.Array)
        {
            return [];
        }

        var cards = new List<ContactCard>();
        var reader = new Utf8JsonReader(rawValue.Of(members.Body));
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var element = JsonBody.PlaceOf(ref reader, rawValue.Start);
            if (element.ValueEncoding == ValueEncoding.Object)
            {
                cards.Add(ReadCard(members.Body, element));
            }
        }

        return cards;
    }

    private static ContactCard ReadCard(ReadOnlySpan<byte> body, RawValue rawValue)
    {
        var fields = new JsonObject(body, rawValue);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (fields.Next())
        {
            if (fields.Text() is { } text)
            {
                texts.TryAdd(fields.Name, text);
            }
        }

        return new()
        {
            FirstName = texts.GetValueOrDefault("first_name"),
            LastName = texts.GetValueOrDefault("last_name"),
            Phone = texts.GetValueOrDefault("phone"),
            PhoneType = texts.GetValueOrDefault("phone_type"),
            Email = texts.GetValueOrDefault("email"),
            Street = texts.GetValueOrDefault("street"),
            City = texts.GetValueOrDefault("city"),
            State = texts.GetValueOrDefault("state"),
            Zip = texts.GetValueOrDefault("zip"),
            Country = texts.GetValueOrDefault("country"),
            CountryCode = texts.GetValueOrDefault("country_code"),
            AddressType = texts.GetValueOrDefault("address_type"),
            Image = texts.GetValueOrDefault("contact_image"),
        };
    }
}
