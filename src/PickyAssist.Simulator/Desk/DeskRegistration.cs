using System.Text.Json.Serialization;
using PickyAssist.Simulator.Chatting;
using PickyAssist.Simulator.Platform;

namespace PickyAssist.Simulator.Desk;

internal static class DeskRegistration
{
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, DeskJson.Default);
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.Encoder = WireJson.Encoder;
        });
        services.AddSingleton<Chats>();
        services.AddSingleton<UploadedMedia>();
        return services;
    }

    public static void MapDesk(this WebApplication app)
    {
        var desk = app.MapGroup("/desk");
        desk.MapGet("/settings", DeskSettings.Of);
        desk.MapFeed();
        desk.MapChatDesk();
        desk.MapPushDesk();
        UploadedMedia.Map(desk, app);
    }
}
