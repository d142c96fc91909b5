using System.Security.Cryptography;
using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>The members of a body, put together as one message.</summary>
internal static class MessageReader
{
    /// <summary>Longer ids and senders are replaced by their hash, so that keys and indexes stay small.</summary>
    public const int LongestId = 256;

    public static IncomingMessage Read(
        in Members members,
        in UrlVariables variables,
        ReadOnlyMemory<byte> raw,
        DateTimeOffset receivedAt,
        ref DecodingNotes notes
    )
    {
        var number = SlotText.ReadOrNull(members, Field.Number);
        var sender = string.IsNullOrWhiteSpace(number) ? SlotText.ReadOrNull(members, Field.MessengerId) : number;
        var text = MessageText.Read(members, ref notes);
        var content = MessageContent.Read(members);
        var all = variables.With(members.Unknown);
        notes |= all.Count > 0 ? DecodingNotes.HasVariables : DecodingNotes.None;
        notes |= HasWrongType(members) ? DecodingNotes.WrongType : DecodingNotes.None;
        return new()
        {
            Id = Bounded(SlotText.ReadOrNull(members, Field.UniqueId), ref notes),
            Sender = Bounded(sender, ref notes) ?? "",
            Name = SlotText.ReadOrNull(members, Field.Name),
            Text = text,
            Kind = content.Kind,
            Channel = Bounded(NameText.ReadOrNull(members, Field.Application), ref notes) ?? "",
            Project = Bounded(NameText.ReadOrNull(members, Field.ProjectId), ref notes) ?? "",
            IsEcho = WireNumber.Read(members.Body, members[Field.Direction]) == 1,
            Group = GroupReader.Read(members, sender, ref notes),
            ButtonPayload = content.ButtonPayload,
            ListChoice = content.ListChoice,
            Location = content.Location,
            Contacts = content.Contacts,
            MediaUrl = SlotText.ReadOrNull(members, Field.MediaUrl),
            QuotedMessageId = Bounded(SlotText.ReadOrNull(members, Field.ContextMessageId), ref notes),
            Variables = all,
            Raw = raw,
            ReceivedAt = receivedAt,
        };
    }

    /// <summary>The id itself, null for a blank one, or its hash if it is too long to be kept everywhere.</summary>
    public static string? Bounded(string? id, ref DecodingNotes notes)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            return null;
        }

        if (id.Length <= LongestId)
        {
            return id;
        }

        notes |= DecodingNotes.LongIdHashed;
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }

    private static bool HasWrongType(in Members members)
    {
        for (var field = Field.Number; field <= Field.GroupId; field++)
        {
            if (members[field].IsWrongType)
            {
                return true;
            }
        }

        return members[Field.Payload].IsWrongType || members[Field.ContextMessageId].IsWrongType;
    }
}
