using System.Text.Json.Nodes;
using System.Web;
using PickyAssist.Simulator.Chatting;

namespace PickyAssist.Simulator.Calling;

/// <summary>Writes a customer's message in the webhook's form (protocol sheet, section 1.6).</summary>
internal static class WebhookBody
{
    private const string Text = "1";
    private const string ContactCards = "7";
    private const string TemplateButton = "9";

    public static JsonObject Write(CustomerMessage message, string id, string project, CallingOptions options)
    {
        var hand = Handwriting.Of(message, options);
        var body = new JsonObject();
        WriteSender(body, message, options);
        WriteText(body, message, hand, options);
        body["type"] = hand.Type(TypeOf(message, options));
        body["application"] = hand.Application(message.Channel);
        body["unique-id"] = id;
        body["project-id"] = hand.Project(project);
        if (!hand.IsOldest || message.Echo)
            body["direction"] = message.Echo ? 1 : 0;
        if (!hand.IsOldest && message.Name is { } name)
            body["name"] = name;
        WriteContent(body, message);
        if (options.RepeatVariables)
            RepeatVariables(body, options.MessageUrl);
        return body;
    }

    private static void WriteSender(JsonObject body, CustomerMessage message, CallingOptions options)
    {
        var isNumberless = Channel.IsNumberless(message.Channel);
        if (isNumberless)
            body["messenger_id"] = message.From;
        if (!isNumberless || options.MessengerSendsNumber)
            body["number"] = message.Group is { } group
                ? $"{group.Name} @{message.Name ?? message.From}"
                : message.From;
    }

    private static void WriteText(JsonObject body, CustomerMessage message, Handwriting hand, CallingOptions options)
    {
        if (message.Text is not { } text)
            return;

        var passed = Channel.IsPhone(message.Channel) ? MessageIn.Cut(text, options.PhoneTextLimit) : text;
        body["message-in"] = MessageIn.Encode(passed);
        if (!hand.IsOldest && options.RawKey.Length > 0)
            body[options.RawKey] = text;
    }

    private static void WriteContent(JsonObject body, CustomerMessage message)
    {
        if (message.Group is { } group)
            WriteGroup(body, group);
        if (message.Tap is { } tap)
            WriteTap(body, tap);
        if (message.Media?.Url is { } url)
            body["media-url"] = url;
        if (message.Location is { } place)
            body["Location"] = Write(place);
        if (message.Contact is { } card)
            body["contact"] = new JsonArray((JsonNode)Write(card));
    }

    private static void WriteGroup(JsonObject body, ChatGroup group)
    {
        body["group-id"] = group.Id;
        // The shape of the elements is not documented (section 1.3): texts are a guess.
        if (group.Mentions is { Count: > 0 } mentions)
            body["group-mentions"] = new JsonArray([.. mentions.Select(one => JsonValue.Create(one))]);
    }

    private static void WriteTap(JsonObject body, Tap tap)
    {
        if (tap.Context is { } context)
            body["context-msg-id"] = context;
        if (tap.Kind == TapKind.Template)
        {
            body["payload"] = tap.Id;
            return;
        }

        body["interactive"] = new JsonObject
        {
            ["type"] = tap.Kind == TapKind.List ? 1 : 2,
            ["id"] = tap.Id,
            ["description"] = tap.Description,
        };
    }

    private static JsonObject Write(Place place) =>
        new()
        {
            ["lat"] = place.Lat,
            ["long"] = place.Long,
            ["name"] = place.Name,
            ["address"] = place.Address,
            ["url"] = place.Url,
        };

    private static JsonObject Write(ContactCard card) =>
        new()
        {
            ["city"] = card.City,
            ["country"] = card.Country,
            ["country_code"] = card.CountryCode,
            ["state"] = card.State,
            ["street"] = null,
            ["address_type"] = "Home",
            ["zip"] = null,
            ["email"] = card.Email,
            ["first_name"] = card.FirstName,
            ["last_name"] = card.LastName,
            ["phone"] = card.Phone,
            ["phone_type"] = "Mobile",
            ["contact_image"] = "",
        };

    /// <summary>Codes of section 1.4.</summary>
    private static string TypeOf(CustomerMessage message, CallingOptions options) =>
        message switch
        {
            { Tap.Kind: TapKind.Template } => TemplateButton,
            { Media.Kind: "image" } => "2",
            { Media.Kind: "video" } => "3",
            { Media.Kind: "audio" } => "4",
            { Media: not null } => "6",
            { Location: not null } => options.LocationType,
            { Contact: not null } => ContactCards,
            _ => Text,
        };

    private static void RepeatVariables(JsonObject body, Uri? url)
    {
        var variables = HttpUtility.ParseQueryString(url?.Query ?? "");
        foreach (var key in variables.AllKeys.OfType<string>().Where(key => !body.ContainsKey(key)))
            body[key] = variables[key];
    }
}
