using WebhookReceiver.Api;

namespace WebhookReceiver.Management;

/// <summary>Endpoints about the server itself: who asks, how it is, what is set.</summary>
internal static class OverviewEndpoints
{
    public const string MePath = "/api/me";

    public const string HealthPath = "/api/health";

    public const string SettingsPath = "/api/settings";

    public static void MapOverview(this IEndpointRouteBuilder group)
    {
        group.MapGet(MePath, MeAsync);
        group.MapGet(HealthPath, HealthAsync);
        group.MapGet(SettingsPath, SettingsAsync);
    }

    private static Task MeAsync(HttpContext context)
    {
        var caller = context.Features.Get<ManagementCaller>()!;
        return context.AnswerAsync(new Caller(caller.Name, caller.Role.Word(), caller.Acting), ApiJson.Default.Caller);
    }

    private static async Task HealthAsync(HttpContext context) =>
        await context.AnswerAsync(
            await context.RequestServices.GetRequiredService<HealthReport>().ReadAsync(),
            ApiJson.Default.ServerHealth
        );

    private static Task SettingsAsync(HttpContext context) =>
        context.AnswerAsync(
            new Page<Setting>(SettingsInForce.Of(context.RequestServices.GetRequiredService<IConfiguration>())),
            ApiJson.Default.PageSetting
        );
}
