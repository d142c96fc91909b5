namespace PickyAssist.Simulator.Pushing;

internal static class PushingRegistration
{
    /// <summary>Paths of the two consoles below their hosts (protocol sheet, section 4.1).</summary>
    private const string V3 = "/app/api/v2";
    private const string V4 = "/api/v2";

    public static IServiceCollection AddPushing(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<PushingOptions, PushingOptionsValidator>()
            .Bind(configuration.GetSection("Pushing"), binder => binder.ErrorOnUnknownConfiguration = true);
        services.AddSingleton<Tokens>();
        services.AddSingleton<RequestLimit>();
        services.AddSingleton<Account>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<WarmUp>();
        services.AddSingleton<RecipientJudge>();
        services.AddSingleton<PushJudge>();
        services.AddSingleton<Misbehaviours>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<PushLog>();
        services.AddSingleton<PushEndpoints>();
        services.AddSingleton<ReportEndpoints>();
        services.AddHostedService<TokenNotice>();
        return services;
    }

    public static void MapPushing(this WebApplication app)
    {
        var pushes = app.Services.GetRequiredService<PushEndpoints>();
        app.MapPost($"{V3}/push", pushes.PushV3Async);
        app.MapPost($"{V4}/push", pushes.PushV4Async);

        var reports = app.Services.GetRequiredService<ReportEndpoints>();
        foreach (var version in (string[])[V3, V4])
        {
            app.MapPost($"{version}/delivery-report", reports.ReportAsync);
            app.MapPost($"{version}/check-balance", reports.BalanceAsync);
            app.MapPost($"{version}/device-status", reports.DeviceAsync);
        }
    }
}
