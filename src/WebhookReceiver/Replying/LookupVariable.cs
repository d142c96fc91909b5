using System.Text.Json;

namespace WebhookReceiver.Replying;

/// <summary><c>lookup.*</c>: what another server answered, JSON, as a template sees it.</summary>
internal static class LookupVariable
{
    public const string Root = "lookup";

    /// <summary>The capture that carries the JSON. No slot of a phrase can have a name with a blank.</summary>
    public const string Capture = "lookup json";

    private const int MostValues = 10_000;

    /// <summary>Objects and arrays as DotLiquid wants them; all else as text.</summary>
    public static object? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            var left = MostValues;
            return ValueOf(document.RootElement, ref left);
        }
        catch (JsonException)
        {
            // Checked when it came; what is kept of the past prints nothing rather than cost the answer.
            return null;
        }
    }

    private static object? ValueOf(JsonElement json, ref int left)
    {
        if (--left < 0)
        {
            return null;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (var member in json.EnumerateObject())
                {
                    members[member.Name] = ValueOf(member.Value, ref left);
                }

                return members;
            case JsonValueKind.Array:
                var items = new List<object?>();
                foreach (var item in json.EnumerateArray())
                {
                    items.Add(ValueOf(item, ref left));
                }

                return items;
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Null:
                return null;
            default:
                return json.GetRawText();
        }
    }
}
