namespace PickyAssist.Simulator.Calling;

internal static class CallingRegistration
{
    /// <summary>Name of the client that calls the peer.</summary>
    public const string Client = "peer";

    public static IServiceCollection AddCalling(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<CallingOptions, CallingOptionsValidator>()
            .Bind(configuration.GetSection("Calling"), binder => binder.ErrorOnUnknownConfiguration = true);
        services
            .AddHttpClient(Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            // The effect of a redirect is unknown (protocol sheet, section 9): it is no 200.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .RemoveAllLoggers();
        services.AddSingleton<EventCaller>();
        services.AddSingleton<PeerClient>();
        services.AddSingleton<CallLog>();
        services.AddSingleton<PhoneQueue>();
        services.AddSingleton<ReplySender>();
        services.AddSingleton<SubscriberAlert>();
        services.AddSingleton<Courier>();
        services.AddSingleton<TestButton>();
        return services;
    }
}
