namespace PickyAssist.Simulator.Commands;

/// <summary>
/// The order of settings: <c>simulator.json</c> beside the program, the environment, the command line.
/// </summary>
internal static class SimulatorBuilder
{
    public static WebApplicationBuilder Create(string[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(SimulatorBuilder).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder
            .Configuration.AddJsonFile("simulator.json", optional: true, reloadOnChange: false)
            .AddEnvironmentVariables()
            .AddCommandLine(settings);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole();
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        return builder;
    }
}
