using System.Text.Json;

namespace WebhookReceiver.WebConsole.Pages;

/// <summary>One request of the API, as its description tells it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path; names in braces are filled in.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Query">What can be asked in the address.</param>
/// <param name="Body">Members of the body.</param>
/// <param name="Answers">Statuses with their meanings.</param>
public sealed record ApiOperation(
    string Method,
    string Path,
    string Summary,
    IReadOnlyList<string> Query,
    IReadOnlyList<ApiMember> Body,
    IReadOnlyList<(string Status, string Meaning)> Answers
)
{
    public string Name => $"{Method} {Path}";

    /// <summary>All requests of a description, by path.</summary>
    public static IReadOnlyList<ApiOperation> Of(JsonElement description) =>
        [
            .. from path in description.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            where method.Value.ValueKind == JsonValueKind.Object
            select Of(method.Name.ToUpperInvariant(), path.Name, method.Value, description),
        ];

    /// <summary>The request for a terminal; the key is in a variable, never in the line.</summary>
    public string ToCurl(string receiver)
    {
        var method = Method == "GET" ? "" : $" -X {Method}";
        var body =
            Body.Count == 0
                ? ""
                : $" --json '{{ {string.Join(", ", Body.Where(one => one.IsRequired).Select(one => $"\"{one.Name}\": …"))} }}'";
        return $"curl{method} -H \"Authorization: Bearer $KEY\" {receiver.TrimEnd('/')}{Path}{body}";
    }

    private static ApiOperation Of(string method, string path, JsonElement operation, JsonElement description) =>
        new(
            method,
            path,
            TextOf(operation, "summary"),
            operation.TryGetProperty("parameters", out var parameters)
                ?
                [
                    .. parameters
                        .EnumerateArray()
                        .Where(one => TextOf(one, "in") == "query")
                        .Select(one => TextOf(one, "name")),
                ]
                : [],
            operation.TryGetProperty("requestBody", out var body)
            && body.TryGetProperty("content", out var content)
            && content.EnumerateObject().FirstOrDefault().Value is { ValueKind: JsonValueKind.Object } media
            && media.TryGetProperty("schema", out var schema)
                ? ApiMember.Of(schema, description)
                : [],
            operation.TryGetProperty("responses", out var responses)
                ? [.. responses.EnumerateObject().Select(one => (one.Name, TextOf(one.Value, "description")))]
                : []
        );

    internal static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}

/// <summary>A member of a body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="IsRequired">Whether it must be there.</param>
public sealed record ApiMember(string Name, string Meaning, bool IsRequired)
{
    private const string Schemas = "#/components/schemas/";

    public static IReadOnlyList<ApiMember> Of(JsonElement schema, JsonElement description)
    {
        var known = ApiOperation.TextOf(schema, "$ref") is { Length: > 0 } reference
            ? description.GetProperty("components").GetProperty("schemas").GetProperty(reference[Schemas.Length..])
            : schema;
        HashSet<string> required = known.TryGetProperty("required", out var names)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)]
            : [];
        return known.TryGetProperty("properties", out var members)
            ?
            [
                .. members
                    .EnumerateObject()
                    .Select(one => new ApiMember(
                        one.Name,
                        ApiOperation.TextOf(one.Value, "description"),
                        required.Contains(one.Name)
                    )),
            ]
            : [];
    }
}
