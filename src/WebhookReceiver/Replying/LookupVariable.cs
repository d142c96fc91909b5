using System.Text.Json;
using Fluid.Values;

namespace WebhookReceiver.Replying;

/// <summary><c>lookup.*</c>: what another server answered, JSON, as a template sees it.</summary>
internal static class LookupVariable
{
    public const string Root = "lookup";

    /// <summary>The capture that carries the JSON. No slot of a phrase can have a name with a blank.</summary>
    public const string Capture = "lookup json";

    private const int MostValues = 10_000;

    /// <summary>Objects, arrays and truths as they are; all else as text.</summary>
    public static FluidValue Read(string json)
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
            return NilValue.Instance;
        }
    }

    private static FluidValue ValueOf(JsonElement json, ref int left)
    {
        if (--left < 0)
        {
            return NilValue.Instance;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new Dictionary<string, FluidValue>(StringComparer.Ordinal);
                foreach (var member in json.EnumerateObject())
                {
                    members[member.Name] = ValueOf(member.Value, ref left);
                }

                return TemplateVariables.Value(members);
            case JsonValueKind.Array:
                var items = new List<FluidValue>();
                foreach (var item in json.EnumerateArray())
                {
                    items.Add(ValueOf(item, ref left));
                }

                return new ArrayValue(items);
            case JsonValueKind.String:
                return TemplateVariables.Value(json.GetString());
            case JsonValueKind.True:
                return BooleanValue.True;
            case JsonValueKind.False:
                return BooleanValue.False;
            case JsonValueKind.Null:
                return NilValue.Instance;
            default:
                return TemplateVariables.Value(json.GetRawText());
        }
    }
}
