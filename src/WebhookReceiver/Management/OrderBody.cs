using System.Text.Json;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Management;

/// <summary>
/// Reads the JSON of <c>POST /api/messages</c>. An unknown member is an error: otherwise a misspelt one would be
/// ignored silently.
/// </summary>
internal static class OrderBody
{
    private static readonly string[] Members =
    [
        "to",
        "channel",
        "text",
        "media",
        "mediaName",
        "location",
        "contacts",
        "template",
        "templateValues",
        "templateHeader",
        "language",
        "quoted",
        "sendAt",
        "expiresAt",
        "reference",
        "atLeastOnce",
        "ifFailed",
    ];

    private static readonly string[] Location = ["latitude", "longitude", "name", "address", "url"];

    private static readonly string[] IfFailed = ["channel", "text"];

    private static readonly string[] Card =
    [
        "first",
        "last",
        "phone",
        "phoneType",
        "email",
        "street",
        "city",
        "state",
        "zip",
        "country",
        "countryCode",
        "addressType",
        "image",
    ];

    public static (OutgoingMessage? Message, string? Problem) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            if (json.ValueKind is not JsonValueKind.Object)
            {
                return (null, "the body must be a JSON object");
            }

            return FaultOf(json) is { } unknown ? (null, unknown) : (MessageOf(json), null);
        }
        catch (JsonException)
        {
            return (null, "the body is not JSON");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return (null, "a member has the wrong type; /openapi/v1.json describes them");
        }
    }

    /// <summary>What is said about the first member that nobody reads, or that is there twice, by its path.</summary>
    private static string? FaultOf(JsonElement json) =>
        FaultOf(json, "", Members)
        ?? (json.TryGetProperty("location", out var place) ? FaultOf(place, "location.", Location) : null)
        ?? (json.TryGetProperty("ifFailed", out var instead) ? FaultOf(instead, "ifFailed.", IfFailed) : null)
        ?? (
            json.TryGetProperty("contacts", out var cards) && cards.ValueKind is JsonValueKind.Array
                ? cards
                    .EnumerateArray()
                    .Select((card, index) => FaultOf(card, $"contacts[{index}].", Card))
                    .FirstOrDefault(problem => problem is not null)
                : null
        );

    private static string? FaultOf(JsonElement json, string path, string[] members)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!members.Contains(member.Name, StringComparer.Ordinal))
            {
                return $"there is no member '{path}{member.Name}'; there are {string.Join(", ", members)}";
            }

            if (!seen.Add(member.Name))
            {
                return $"the member '{path}{member.Name}' is there twice";
            }
        }

        return null;
    }

    private static OutgoingMessage MessageOf(JsonElement json) =>
        new()
        {
            To = Text(json, "to") ?? "",
            Channel = Text(json, "channel"),
            Text = Text(json, "text"),
            MediaUrl = Text(json, "media") is { } media ? new Uri(media, UriKind.RelativeOrAbsolute) : null,
            MediaName = Text(json, "mediaName"),
            Location = StoredMessageReader.SharedLocation(json),
            Contacts = StoredMessageReader.SharedContacts(json),
            Template = Text(json, "template"),
            TemplateValues = Texts(json, "templateValues"),
            TemplateHeader = Texts(json, "templateHeader"),
            Language = Text(json, "language"),
            QuotedMessageId = Text(json, "quoted"),
            SendAt = Instant(json, "sendAt"),
            ExpiresAt = Instant(json, "expiresAt"),
            Reference = Text(json, "reference"),
            AtLeastOnce = json.TryGetProperty("atLeastOnce", out var again) && again.GetBoolean(),
            IfFailedChannel = json.TryGetProperty("ifFailed", out var instead) ? Text(instead, "channel") : null,
            IfFailedText = json.TryGetProperty("ifFailed", out instead) ? Text(instead, "text") : null,
        };

    /// <summary>Numbers count as their text: people forget the quotes around a channel.</summary>
    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value)
            ? value.ValueKind is JsonValueKind.Number
                ? value.GetRawText()
                : value.GetString()
            : null;

    private static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var values)
            ? [.. values.EnumerateArray().Select(value => value.GetString() ?? "")]
            : [];

    private static DateTimeOffset? Instant(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
            ? value.GetDateTimeOffset()
            : null;
}
