using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>The kind of a message and the parts that belong to it.</summary>
internal readonly record struct MessageContent(
    MessageKind Kind,
    string? ButtonPayload,
    ListChoice? ListChoice,
    Location? Location,
    IReadOnlyList<ContactCard> Contacts
)
{
    /// <summary>
    /// The members present decide first, the type code second. The platform's own location sample carries the code of a
    /// contact, and selections carry the code of text (protocol sheet, sections 1.4 and 1.6).
    /// </summary>
    public static MessageContent Read(in Members members)
    {
        var payload = RawValueText.ReadOrNull(members, Field.Payload);
        if (Selection(members, payload) is { } selection)
        {
            return selection;
        }

        if (payload is not null)
        {
            return Only(MessageKind.Button) with { ButtonPayload = payload };
        }

        var place =
            members[Field.CapitalLocation].ValueEncoding == ValueEncoding.Object
                ? Field.CapitalLocation
                : Field.SmallLocation;
        if (members[place].ValueEncoding == ValueEncoding.Object)
        {
            return Only(MessageKind.Location) with { Location = LocationReader.Read(members.Body, members[place]) };
        }

        var cards = ContactReader.Read(members, members[Field.Contact]);
        return cards.Count > 0 ? Only(MessageKind.Contact) with { Contacts = cards } : Only(KindOf(members));
    }

    private static MessageContent Only(MessageKind kind) => new(kind, null, null, null, []);

    /// <summary>The tapped row or button; null for an interactive object that is neither.</summary>
    private static MessageContent? Selection(in Members members, string? payload)
    {
        var chosen = ObjectIn(members.Body, members[Field.Interactive]);
        if (chosen.ValueEncoding != ValueEncoding.Object)
        {
            return null;
        }

        var interactive = new JsonObject(members.Body, chosen);
        var type = default(int?);
        string? id = null;
        string? description = null;
        while (interactive.Next())
        {
            if (interactive.Is("type"u8))
            {
                type ??= WireNumber.Read(members.Body, interactive.Value);
            }
            else if (interactive.Is("id"u8))
            {
                id ??= interactive.Text();
            }
            else if (interactive.Is("description"u8))
            {
                description ??= interactive.Text();
            }
        }

        return (type, id) switch
        {
            (1, not null) => Only(MessageKind.List) with { ListChoice = new(id, description) },
            (2, not null) => Only(MessageKind.Button) with { ButtonPayload = payload ?? id },
            // Without a number the description tells: a button's is null (section 1.6).
            (null or -1, not null) when description is not null => Only(MessageKind.List) with
            {
                ListChoice = new(id, description),
            },
            (null or -1, not null) => Only(MessageKind.Button) with { ButtonPayload = payload ?? id },
            _ => null,
        };
    }

    /// <summary>The value itself, or the first object of an array: contacts come as either, so choices may too.</summary>
    private static RawValue ObjectIn(ReadOnlySpan<byte> body, RawValue value)
    {
        if (value.ValueEncoding != ValueEncoding.Array)
        {
            return value;
        }

        var reader = new Utf8JsonReader(value.Of(body));
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var element = JsonBody.PlaceOf(ref reader, value.Start);
            if (element.ValueEncoding == ValueEncoding.Object)
            {
                return element;
            }
        }

        return default;
    }

    private static MessageKind KindOf(in Members members) =>
        WireNumber.Read(members.Body, members[Field.Type]) switch
        {
            1 => MessageKind.Text,
            2 => MessageKind.Image,
            3 => MessageKind.Video,
            4 => MessageKind.Audio,
            5 => MessageKind.Location,
            6 => MessageKind.Document,
            7 => MessageKind.Contact,
            9 => MessageKind.Button,
            null when !members.Has(Field.MediaUrl) => MessageKind.Text,
            _ => MessageKind.Other,
        };
}
