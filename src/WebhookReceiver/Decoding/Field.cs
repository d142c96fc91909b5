using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>The members of a webhook body with a meaning (protocol sheet, sections 1.3 and 3.1).</summary>
internal enum Field
{
    Unknown = -1,
    Number = 0,
    MessengerId,
    Name,
    MessageIn,
    RawUnderscore,
    RawHyphen,
    Type,
    Application,
    UniqueId,
    ProjectId,
    Direction,
    MediaUrl,
    GroupId,
    GroupMentions,
    ContextMessageId,
    Payload,
    Interactive,
    CapitalLocation,
    SmallLocation,
    Contact,
    EventId,
    Key,
}

internal static class FieldNames
{
    public const int Count = (int)Field.Key + 1;

    private const int LongestName = 14;

    /// <summary>
    /// The field of a name. Messages use hyphens and events underscores (section 3). The other spelling counts too,
    /// unless it names another field.
    /// </summary>
    public static Field Find(ReadOnlySpan<byte> name, out bool otherSpelling)
    {
        otherSpelling = false;
        if (name.Length > LongestName)
        {
            return Field.Unknown;
        }

        var field = Exactly(name);
        if (field != Field.Unknown || name.IndexOfAny((byte)'_', (byte)'-') < 0)
        {
            return field;
        }

        otherSpelling = true;
        return InOtherSpelling(name);
    }

    private static Field InOtherSpelling(ReadOnlySpan<byte> name)
    {
        Span<byte> hyphens = stackalloc byte[LongestName];
        hyphens = hyphens[..name.Length];
        name.Replace(hyphens, (byte)'_', (byte)'-');
        return Exactly(hyphens) switch
        {
            Field.RawHyphen => Field.Unknown, // mixed, such as message-in_raw: no sender uses it
            Field.Unknown when hyphens.SequenceEqual("messenger-id"u8) => Field.MessengerId,
            var field => field,
        };
    }

    private static Field Exactly(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            3 when Ascii.EqualsIgnoreCase(name, "key"u8) => Field.Key,
            4 when name.SequenceEqual("type"u8) => Field.Type,
            4 when name.SequenceEqual("name"u8) => Field.Name,
            6 when name.SequenceEqual("number"u8) => Field.Number,
            7 when name.SequenceEqual("payload"u8) => Field.Payload,
            7 when name.SequenceEqual("contact"u8) => Field.Contact,
            8 when name.SequenceEqual("group-id"u8) => Field.GroupId,
            8 when name.SequenceEqual("Location"u8) => Field.CapitalLocation,
            8 when name.SequenceEqual("location"u8) => Field.SmallLocation,
            8 when name.SequenceEqual("event_id"u8) => Field.EventId,
            9 when name.SequenceEqual("unique-id"u8) => Field.UniqueId,
            9 when name.SequenceEqual("direction"u8) => Field.Direction,
            9 when name.SequenceEqual("media-url"u8) => Field.MediaUrl,
            10 when name.SequenceEqual("message-in"u8) => Field.MessageIn,
            10 when name.SequenceEqual("project-id"u8) => Field.ProjectId,
            11 when name.SequenceEqual("application"u8) => Field.Application,
            11 when name.SequenceEqual("interactive"u8) => Field.Interactive,
            12 when name.SequenceEqual("messenger_id"u8) => Field.MessengerId,
            14 when name.SequenceEqual("message_in_raw"u8) => Field.RawUnderscore,
            14 when name.SequenceEqual("message-in-raw"u8) => Field.RawHyphen,
            14 when name.SequenceEqual("context-msg-id"u8) => Field.ContextMessageId,
            14 when name.SequenceEqual("group-mentions"u8) => Field.GroupMentions,
            _ => Field.Unknown,
        };
}
