using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WebhookReceiver.Api;
using WebhookReceiver.Receiving;

namespace WebhookReceiver.Management;

/// <summary>
/// Reads the records of the API. A member that nobody reads is an error: otherwise a misspelt one would be ignored
/// silently.
/// </summary>
internal static class ApiBody
{
    private const int UsualMost = 64 * 1024;

    /// <summary>The record; null if the request was refused, with a sentence that says why.</summary>
    public static async Task<T?> ReadBodyAsync<T>(this HttpContext context, JsonTypeInfo<T> type, int most = UsualMost)
        where T : class
    {
        var body = await RequestBody.ReadAsync(context, most);
        if (body.Fault != BodyFault.None)
        {
            await (
                body.Fault == BodyFault.TooLarge
                    ? context.RefuseAsync(StatusCodes.Status413PayloadTooLarge, "too-large")
                    : context.RefuseAsync(StatusCodes.Status400BadRequest, "bad-body")
            );
            return null;
        }

        var (value, problem) = Read(body.Bytes, type);
        if (value is null)
        {
            await context.RefuseAsync(StatusCodes.Status400BadRequest, "body", problem!);
        }

        return value;
    }

    public static (T? Value, string? Problem) Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return (null, "Send a JSON object.");
            }

            return FaultOf(document.RootElement, type) is { } fault
                ? (null, fault)
                : (JsonSerializer.Deserialize(document.RootElement, type), null);
        }
        catch (JsonException e)
        {
            return (
                null,
                e.Path is { Length: > 2 } path
                    ? $"The member '{path[2..]}' has the wrong type; /openapi/v1.json describes them."
                    : "The body is not JSON, or a member has the wrong type; /openapi/v1.json describes them."
            );
        }
    }

    private static string? FaultOf(JsonElement json, JsonTypeInfo type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (type.Properties.All(property => property.Name != member.Name))
            {
                var known = string.Join(", ", type.Properties.Select(property => property.Name));
                return $"There is no member '{Shown(member.Name)}'; there are {known}.";
            }

            if (!seen.Add(member.Name))
            {
                return $"The member '{Shown(member.Name)}' is there twice.";
            }
        }

        return
            type.Properties.FirstOrDefault(property => property.IsRequired && !seen.Contains(property.Name))
                is { } missing
            ? $"The member '{missing.Name}' is missing."
            : null;
    }

    private static string Shown(string name) => name.Length > 64 ? name[..64] : name;
}
