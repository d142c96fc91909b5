using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

/// <summary>
/// Reads the JSON of a request: its body, or the parameter <c>data</c> for tools that cannot post JSON (protocol sheet,
/// section 4.1).
/// </summary>
internal static class PushBody
{
    /// <summary>Null without JSON.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpRequest request)
    {
        if (request.Query.TryGetValue("data", out var inQuery))
            return WireJson.TryParse(Encoding.UTF8.GetBytes(inQuery.ToString()));

        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return WireJson.TryParse(Encoding.UTF8.GetBytes(form["data"].ToString()));
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return WireJson.TryParse(body.ToArray());
    }

    /// <summary>For the log, which must not have the token.</summary>
    public static JsonElement? WithoutToken(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } request)
            return body;

        var copy = new JsonObject();
        foreach (var member in request.EnumerateObject().Where(member => member.Name.Trim() is not "token"))
            copy[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        return WireJson.TryParse(WireJson.Bytes(copy));
    }
}
