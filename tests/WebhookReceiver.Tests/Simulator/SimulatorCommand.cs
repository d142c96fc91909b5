using PickyAssist.Simulator.Commands;

namespace WebhookReceiver.Tests.Simulator;

/// <summary>Runs a command of the simulator by its command line.</summary>
internal static class SimulatorCommand
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var errors = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, _ => Task.CompletedTask, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
