using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Commands;
using PickyAssist.Simulator.Desk;
using PickyAssist.Simulator.Page;
using PickyAssist.Simulator.Platform;
using PickyAssist.Simulator.Pushing;

namespace PickyAssist.Simulator;

/// <summary>In a namespace, unlike usual: the tests also reference the receiver's Program.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => RunAsync(args, Console.Error);

    internal static Task<int> RunAsync(string[] args, TextWriter errors) =>
        CommandLine.RunAsync(args, ServeAsync, errors: errors);

    private static async Task ServeAsync(string[] settings)
    {
        var builder = SimulatorBuilder.Create(settings);
        builder.Services.AddPlatform(builder.Configuration);
        builder.Services.AddCalling(builder.Configuration);
        builder.Services.AddPushing(builder.Configuration);
        builder.Services.AddDesk();
        builder.Services.AddPage();

        await using var app = builder.Build();
        app.MapPushing();
        app.MapDesk();
        app.MapPage();
        await app.RunAsync();
    }
}
