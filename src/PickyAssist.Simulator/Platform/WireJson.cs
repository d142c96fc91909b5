using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PickyAssist.Simulator.Platform;

/// <summary>JSON on the wire: all scripts unescaped.</summary>
internal static class WireJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = Encoder };

    /// <summary>For JSON served as JSON; none of it goes into a page unescaped.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static byte[] Bytes(JsonObject value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            value.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    /// <summary>Null: not JSON.</summary>
    public static JsonElement? TryParse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
