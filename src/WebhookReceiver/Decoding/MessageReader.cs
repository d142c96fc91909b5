using System.Security.Cryptography;
using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>Builds one message from the members of a body.</summary>
internal static class MessageReader
{
    /// <summary>Longer ids and senders are replaced by their hash, so that keys and indexes stay small.</summary>
    public const int LongestId = 256;

    public static IncomingMessage Read(
        in Members members,
        in UrlVariables variables,
        ReadOnlyMemory<byte> raw,
        DateTimeOffset receivedAt
    )
    {
        var number = RawValueText.ReadOrNull(members, Field.Number);
        var sender = string.IsNullOrWhiteSpace(number) ? RawValueText.ReadOrNull(members, Field.MessengerId) : number;
        var text = MessageText.Read(members);
        var content = MessageContent.Read(members);
        return new()
        {
            Id = Bounded(RawValueText.ReadOrNull(members, Field.UniqueId)),
            Sender = Bounded(sender) ?? "",
            Name = RawValueText.ReadOrNull(members, Field.Name),
            Text = text,
            Kind = content.Kind,
            Channel = Bounded(RawValueText.ReadOrNull(members, Field.Application)) ?? "",
            Project = Bounded(RawValueText.ReadOrNull(members, Field.ProjectId)) ?? "",
            IsEcho = WireNumber.Read(members.Body, members[Field.Direction]) == 1,
            Group = GroupReader.Read(members, sender),
            ButtonPayload = content.ButtonPayload,
            ListChoice = content.ListChoice,
            Location = content.Location,
            Contacts = content.Contacts,
            MediaUrl = RawValueText.ReadOrNull(members, Field.MediaUrl),
            QuotedMessageId = Bounded(RawValueText.ReadOrNull(members, Field.ContextMessageId)),
            Variables = variables.With(members.Unknown),
            Raw = raw,
            ReceivedAt = receivedAt,
        };
    }

    /// <summary>The id, null for a blank one, or its hash if it is too long.</summary>
    public static string? Bounded(string? id)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            return null;
        }

        return id.Length <= LongestId
            ? id
            : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }
}
