using System.CommandLine;
using PickyAssist.Simulator.Calling;
using PickyAssist.Simulator.Platform;
using PickyAssist.Simulator.Scripts;

namespace PickyAssist.Simulator.Commands;

/// <summary><c>conversation talk.yaml --url …</c>: plays a conversation and compares the answers.</summary>
internal static class ConversationCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var file = new Argument<string>("file") { Description = "The conversation, a YAML file" };
        var url = UrlOption.Create();
        var command = new Command(
            "conversation",
            "Play a conversation and compare the answers; exit code 1 if one differs"
        )
        {
            file,
            url,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    settings,
                    parsed.GetValue(file)!,
                    parsed.GetValue(url)!,
                    parsed.InvocationConfiguration.Output,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> settings,
        string file,
        Uri url,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists(file))
        {
            await output.WriteLineAsync($"There is no file '{file}'.");
            return CommandLine.Misused;
        }

        var (script, problems) = ScriptReader.Read(await File.ReadAllTextAsync(file, cancellationToken));
        foreach (var problem in problems)
            await output.WriteLineAsync($"{file}:{problem.Line}: {problem.Text}");
        return problems.Count > 0
            ? CommandLine.Misused
            : await PlayAsync(settings, file, url, script, output, cancellationToken);
    }

    private static async Task<int> PlayAsync(
        IReadOnlyList<string> settings,
        string file,
        Uri url,
        Script script,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var builder = SimulatorBuilder.Create([.. settings]);
        builder.Services.AddPlatform(builder.Configuration);
        builder.Services.AddCalling(builder.Configuration);
        await using var app = builder.Build();
        var player = ActivatorUtilities.CreateInstance<ScriptPlayer>(app.Services);

        var different = 0;
        foreach (var step in script.Steps)
        {
            var difference = await player.PlayAsync(url, step, cancellationToken);
            if (difference.Count == 0)
                continue;

            different++;
            await output.WriteLineAsync($"{file}:{step.Line}: {ScriptPlayer.Words(step)}");
            foreach (var line in difference)
                await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync(
            $"{script.Steps.Count} {(script.Steps.Count == 1 ? "step" : "steps")}, {different} different"
        );
        return different == 0 ? CommandLine.Ok : CommandLine.Failed;
    }
}
