using Microsoft.Extensions.Options;
using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Desk;

/// <summary>The settings that a page may show: addresses without their keys.</summary>
internal sealed record DeskSettings(string? Webhook, string? Events, string ProjectId, double SpeedUp, string PushPath)
{
    public static DeskSettings Of(IOptions<CallingOptions> calling, IOptions<PlatformOptions> platform) =>
        new(
            calling.Value.MessageUrl?.GetLeftPart(UriPartial.Path),
            calling.Value.Events?.GetLeftPart(UriPartial.Path),
            platform.Value.ProjectId,
            platform.Value.SpeedUp,
            "/api/v2/push"
        );
}
