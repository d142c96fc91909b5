using System.CommandLine;

namespace PickyAssist.Simulator.Commands;

/// <summary>
/// The commands. No command starts the server. An argument <c>--Name=value</c> that is no option is a setting.
/// </summary>
internal static class CommandLine
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    public static async Task<int> RunAsync(
        string[] args,
        Func<string[], Task> serve,
        TextWriter? output = null,
        TextWriter? errors = null
    )
    {
        var root = new RootCommand(
            "Plays the messaging platform. Without a command it serves the page, the Push API and the desk."
        );
        var shortcuts = ServeShortcuts.AddTo(root);
        var settings = new List<string>();
        root.Add(ConversationCommand.Create(settings));
        root.Add(LoadCommand.Create(TimeProvider.System));
        settings.AddRange(args.Where(arg => IsSetting(arg, root)));
        root.SetAction(
            async (parsed, _) =>
            {
                await serve([.. settings, .. ServeShortcuts.AsSettings(shortcuts, parsed)]);
                return Ok;
            }
        );
        var parsed = root.Parse([.. args.Where(arg => !IsSetting(arg, root))]);
        // The host handles signals and decides how long it finishes its work.
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = output ?? Console.Out,
            Error = errors ?? Console.Error,
        };
        try
        {
            var code = await parsed.InvokeAsync(invocation);
            return parsed.Errors.Count > 0 ? Misused : code;
        }
        catch (Exception e) when (StartFailure.Explain(e) is { } reasons)
        {
            foreach (var reason in reasons)
                await invocation.Error.WriteLineAsync($"Cannot start. {reason}");
            return Failed;
        }
    }

    private static bool IsSetting(string arg, RootCommand root)
    {
        var end = arg.IndexOf('=', StringComparison.Ordinal);
        return end > 2
            && arg.StartsWith("--", StringComparison.Ordinal)
            && !root
                .Subcommands.Append<Command>(root)
                .Any(command => Names(command).Contains(arg[..end], StringComparer.Ordinal));
    }

    private static IEnumerable<string> Names(Command command) =>
        command.Options.SelectMany(option => option.Aliases.Append(option.Name));
}
