using System.Text.Json;
using System.Text.Json.Serialization;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Pushing;

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReceivedPush))]
internal sealed partial class PushJson : JsonSerializerContext
{
    /// <summary>The desk's format too.</summary>
    public static PushJson Readable { get; } =
        new(
            new JsonSerializerOptions(JsonSerializerDefaults.Web)
            {
                Encoder = WireJson.Encoder,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            }
        );
}
