using System.Text.Json;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>A push as received, unchecked (protocol sheet, section 4.2).</summary>
internal sealed record PushRequest
{
    public string? Token { get; init; }

    public string? Application { get; init; }

    public IReadOnlyList<PushRecipient> Recipients { get; init; } = [];

    public string? Message { get; init; }

    public string? Media { get; init; }

    public string? MediaCode { get; init; }

    public string? MediaName { get; init; }

    public string? TemplateId { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string> TemplateVariables { get; init; } = [];

    public IReadOnlyList<string> TemplateHeader { get; init; } = [];

    public string? ReferenceNumber { get; init; }

    public Place? Location { get; init; }

    public ContactCard? Contact { get; init; }

    /// <summary>Null: no JSON object, or <c>data</c> is no list.</summary>
    public static PushRequest? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return null;

        var data = body.Member("data");
        if (data is { ValueKind: not (JsonValueKind.Array or JsonValueKind.Null) })
            return null;

        return new PushRequest
        {
            Token = body.Text("token"),
            Application = body.Text("application"),
            Recipients = data is { ValueKind: JsonValueKind.Array } list
                ? [.. list.EnumerateArray().Select(PushRecipient.Read)]
                : [],
            Message = body.Text("globalmessage"),
            Media = body.Text("globalmedia"),
            MediaCode = body.Text("globalmedia_code"),
            MediaName = body.Text("media_name"),
            TemplateId = body.Text("template_id"),
            Language = body.Text("language"),
            TemplateVariables = body.Texts("template_globalmessage"),
            TemplateHeader = body.Texts("template_header"),
            ReferenceNumber = body.Text("reference_number"),
            Location = WireParts.Place(First(body.Member("location"))),
            Contact = WireParts.Card(First(body.Member("contact"))),
        };
    }

    /// <summary>The sheet has a list in one source and an object in another.</summary>
    private static JsonElement? First(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Cast<JsonElement?>().FirstOrDefault()
            : value;
}

/// <summary>One element of <c>data</c>.</summary>
internal sealed record PushRecipient
{
    public string? Number { get; init; }

    public string? MessengerId { get; init; }

    public string? Message { get; init; }

    public string? Media { get; init; }

    public string? MediaCode { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string> TemplateVariables { get; init; } = [];

    public IReadOnlyList<string> TemplateHeader { get; init; } = [];

    public string? ReferenceNumber { get; init; }

    public IReadOnlyList<string> Payloads { get; init; } = [];

    public static PushRecipient Read(JsonElement item) =>
        new()
        {
            Number = item.Text("number"),
            MessengerId = item.Text("messenger_id"),
            Message = item.Text("message"),
            Media = item.Text("media"),
            MediaCode = item.Text("media_code"),
            Language = item.Text("language"),
            TemplateVariables = item.Texts("template_message"),
            TemplateHeader = item.Texts("template_header"),
            ReferenceNumber = item.Text("reference_number"),
            Payloads = item.Texts("payload"),
        };
}
