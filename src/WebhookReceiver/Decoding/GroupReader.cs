using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Reads the group of a message (protocol sheet, section 1.3: <c>group-id</c>, <c>group-mentions</c>, <c>number</c>).
/// </summary>
internal static class GroupReader
{
    private const string BeforeMember = " @";
    private const int WhatsAppWeb = 10;

    public static MessageGroup? Read(in Members members, string? sender)
    {
        // // A group's name may contain an @, a member's hardly: split at the last one.
        var at = sender is null or { Length: > MessageReader.LongestId }
            ? -1
            : sender.LastIndexOf(BeforeMember, StringComparison.Ordinal);
        var name = at < 0 ? null : NullIfBlank(sender![..at]);
        var member = at < 0 ? null : NullIfBlank(sender![(at + BeforeMember.Length)..]);
        var id =
            MessageReader.Bounded(RawValueText.ReadOrNull(members, Field.GroupId))
            ?? NamedBy(members, name, member, IsMember(sender, at));
        return id is null ? null : new(id, name, member, MentionsOf(members));
    }

    /// <summary>
    /// Phone automation names a group only in the sender's place (section 1.3). Channel 10 gives its groups an id, so
    /// there a name with an @ is a contact's; so is "Ann @ work", with a blank behind the @.
    /// </summary>
    private static string? NamedBy(in Members members, string? name, string? member, bool isMember) =>
        name is null
        || member is null
        || !isMember
        || WireNumber.Read(members.Body, members[Field.Application]) == WhatsAppWeb
            ? null
            : name;

    private static bool IsMember(string? sender, int at) =>
        at >= 0 && at + BeforeMember.Length < sender!.Length && !char.IsWhiteSpace(sender[at + BeforeMember.Length]);

    private static string? NullIfBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>
    /// The mentions. The shape of the elements is not documented: text and numbers as text, anything else as its JSON.
    /// </summary>
    private static List<string> MentionsOf(in Members members)
    {
        var rawValue = members[Field.GroupMentions];
        var mentions = new List<string>();
        if (rawValue.IsScalar && rawValue.Length > 0)
        {
            mentions.Add(RawValueText.Read(members.Body, rawValue));
        }

        if (rawValue.ValueEncoding != ValueEncoding.Array)
        {
            return mentions;
        }

        var reader = new Utf8JsonReader(rawValue.Of(members.Body));
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var element = JsonBody.PlaceOf(ref reader, rawValue.Start);
            if (element.ValueEncoding is not (ValueEncoding.Null or ValueEncoding.Literal))
            {
                mentions.Add(RawValueText.Read(members.Body, element));
            }
        }

        return mentions;
    }
}
