using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Reads the group of a message (protocol sheet, section 1.3: <c>group-id</c>, <c>group-mentions</c>, <c>number</c>).
/// </summary>
internal static class GroupReader
{
    private const string BeforeMember = " @";

    public static MessageGroup? Read(in Members members, string? sender)
    {
        var id = MessageReader.Bounded(RawValueText.ReadOrNull(members, Field.GroupId));
        if (id is null)
        {
            return null;
        }

        // A group's name may contain an @, a member's hardly: split at the last one.
        var at = sender is null or { Length: > MessageReader.LongestId }
            ? -1
            : sender.LastIndexOf(BeforeMember, StringComparison.Ordinal);
        var name = at < 0 ? null : NullIfBlank(sender![..at]);
        var member = at < 0 ? null : NullIfBlank(sender![(at + BeforeMember.Length)..]);
        return new(id, name, member, MentionsOf(members));
    }

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
