using System.Text.Json;

namespace WebhookReceiver.Storage;

/// <summary>
/// The inverse of <see cref="StoredMessage.ToJson"/>; for replays and operators, so clarity comes before speed.
/// </summary>
internal static class StoredMessageReader
{
    public static IncomingMessage Read(JsonElement json) =>
        new()
        {
            Id = Text(json, "id"),
            Sender = Text(json, "sender") ?? "",
            Name = Text(json, "name"),
            Text = Text(json, "text") ?? "",
            Kind = (MessageKind)json.GetProperty("kind").GetInt32(),
            Channel = Text(json, "channel") ?? "",
            Project = Text(json, "project") ?? "",
            IsEcho = json.TryGetProperty("echo", out var echo) && echo.GetBoolean(),
            ButtonPayload = Text(json, "button"),
            MediaUrl = Text(json, "media"),
            QuotedMessageId = Text(json, "quoted"),
            Event = Text(json, "event"),
            Group = json.TryGetProperty("group", out var group) ? ReadGroup(group) : null,
            ListChoice = json.TryGetProperty("list", out var list)
                ? new ListChoice(Text(list, "id") ?? "", Text(list, "description"))
                : null,
            Location = SharedLocation(json),
            Contacts = SharedContacts(json),
            Variables = json.TryGetProperty("vars", out var variables) ? ReadVariables(variables) : Nothing,
        };

    public static Location? SharedLocation(JsonElement json) =>
        json.TryGetProperty("location", out var location) ? ReadLocation(location) : null;

    public static IReadOnlyList<ContactCard> SharedContacts(JsonElement json) =>
        json.TryGetProperty("contacts", out var cards) ? [.. cards.EnumerateArray().Select(ReadCard)] : [];

    private static IReadOnlyDictionary<string, string> Nothing { get; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    private static MessageGroup ReadGroup(JsonElement json) =>
        new(
            Text(json, "id") ?? "",
            Text(json, "name"),
            Text(json, "member"),
            json.TryGetProperty("mentions", out var mentions)
                ? [.. mentions.EnumerateArray().Select(one => one.GetString()!)]
                : []
        );

    private static Location ReadLocation(JsonElement json) =>
        new(
            json.GetProperty("latitude").GetDouble(),
            json.GetProperty("longitude").GetDouble(),
            Text(json, "name"),
            Text(json, "address"),
            Text(json, "url")
        );

    private static ContactCard ReadCard(JsonElement json) =>
        new()
        {
            FirstName = Text(json, "first"),
            LastName = Text(json, "last"),
            Phone = Text(json, "phone"),
            PhoneType = Text(json, "phoneType"),
            Email = Text(json, "email"),
            Street = Text(json, "street"),
            City = Text(json, "city"),
            State = Text(json, "state"),
            Zip = Text(json, "zip"),
            Country = Text(json, "country"),
            CountryCode = Text(json, "countryCode"),
            AddressType = Text(json, "addressType"),
            Image = Text(json, "image"),
        };

    private static Dictionary<string, string> ReadVariables(JsonElement json)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            variables[member.Name] = member.Value.GetString()!;
        }

        return variables;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
