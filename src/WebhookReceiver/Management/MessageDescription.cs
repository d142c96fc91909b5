using Microsoft.OpenApi;

namespace WebhookReceiver.Management;

/// <summary>Describes the JSON of an ordered message, for the description of the API.</summary>
internal static class MessageDescription
{
    private static readonly (string Name, string Description)[] Texts =
    [
        ("to", "Number with + and country code, or the subscriber's id on Messenger and Instagram."),
        ("channel", "Channel id (default: the setting Sending:Application)."),
        ("text", "The text, or the caption of the media."),
        ("media", "Public https address that does not redirect."),
        ("mediaName", "Name under which a document is shown, at most 20 characters."),
        ("template", "Id of an approved template; with a text, it is used if the contact's session is over."),
        ("language", "Language of the template."),
        ("quoted", "Id of the message to quote."),
        ("sendAt", "When to send it, ISO 8601 (default: now)."),
        ("expiresAt", "Expiry: it is not sent after this time."),
        ("reference", "A name that you choose; a message with the same reference is sent only once."),
    ];

    public static OpenApiSchema Schema()
    {
        var properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        foreach (var (name, description) in Texts)
        {
            properties.Add(name, new OpenApiSchema { Type = JsonSchemaType.String, Description = description });
        }

        properties.Add("templateValues", List("Values of the template's placeholders, in their order."));
        properties.Add("templateHeader", List("Values of the placeholders in its header."));
        properties.Add("location", Object("latitude, longitude, name, address."));
        properties.Add(
            "contacts",
            new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Cards: first, last, phone, phoneType, email, street, city, state, zip, country…",
                Items = new OpenApiSchema { Type = JsonSchemaType.Object },
            }
        );
        properties.Add(
            "atLeastOnce",
            new OpenApiSchema
            {
                Type = JsonSchemaType.Boolean,
                Description = "Retry if the outcome is unknown, even if the contact may get it twice.",
            }
        );
        properties.Add("ifFailed", Object("Fallback if it fails for good: channel, and text if it differs."));
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = properties,
            Required = new HashSet<string>(StringComparer.Ordinal) { "to" },
            AdditionalPropertiesAllowed = false,
        };
    }

    private static OpenApiSchema List(string description) =>
        new()
        {
            Type = JsonSchemaType.Array,
            Description = description,
            Items = new OpenApiSchema { Type = JsonSchemaType.String },
        };

    private static OpenApiSchema Object(string description) =>
        new() { Type = JsonSchemaType.Object, Description = description };
}
