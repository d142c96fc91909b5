using System.Text.Json;
using Fluid.Values;

namespace WebhookReceiver.Replying;

/// <summary><c>lookup.*</c>: the JSON result of a look-up, as a template sees it.</summary>
internal static class LookupVariable
{
    public const string Root = "lookup";

    /// <summary>The capture with the JSON. No slot can have a name with a space.</summary>
    public const string Capture = "lookup json";

    private const int MostValues = 10_000;

    /// <summary>Objects, arrays and booleans unchanged; other values as text.</summary>
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
            // Checked on arrival; an old stored result prints nothing rather than cost the answer.
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
