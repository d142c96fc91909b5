using System.Text.Json;

namespace WebhookReceiver.Management;

/// <summary>Reads the JSON of <c>POST /api/rules/approve</c>: the reviewed version.</summary>
internal static class ApprovalBody
{
    private const string Example =
        "Send the version that you reviewed: {\"version\":\"…\"}. GET /api/rules shows which one waits.";

    /// <summary>The version; null with a problem if the body has none.</summary>
    public static string? Read(ReadOnlyMemory<byte> body, out string? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var version =
                root.ValueKind == JsonValueKind.Object
                && root.EnumerateObject().All(member => member.NameEquals("version"u8))
                && root.TryGetProperty("version"u8, out var named)
                && named.ValueKind == JsonValueKind.String
                    ? named.GetString()
                    : null;
            problem = string.IsNullOrEmpty(version) ? Example : null;
            return problem is null ? version : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problem = Example;
            return null;
        }
    }
}
