using System.CommandLine;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Commands;

/// <summary>
/// The commands. No command starts the server. An argument <c>--Name=value</c> that is no option of a command is a
/// setting.
/// </summary>
internal static class CommandLine
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    public static IReadOnlyList<Command> Verbs(IReadOnlyList<string> settings) =>
        [
            CheckCommand.Create(settings),
            TryCommand.Create(settings),
            ExplainCommand.Create(settings),
            RulesCommand.Create(settings),
            UrlCommand.Create(settings),
            KeyCommand.Create(settings),
            HealthCommand.Create(settings),
            JournalCommand.Create(settings),
            ReplayCommand.Create(settings),
            SendCommand.Create(settings),
            OutboxCommand.Create(settings),
            ImportCommand.Create(),
        ];

    public static async Task<int> RunAsync(string[] args, Func<string[], Task> serve)
    {
        try
        {
            if (args.Length > 0)
            {
                return await ParseAndRunAsync(args, serve);
            }

            // The usual start of a container: parsing commands would cost a twentieth of it.
            await serve([]);
            return Ok;
        }
        catch (Exception e) when (StartFailure.Explain(e) is { } reasons)
        {
            foreach (var reason in reasons)
            {
                await Console.Error.WriteLineAsync($"Cannot start. {reason}");
            }

            return Failed;
        }
    }

    private static async Task<int> ParseAndRunAsync(string[] args, Func<string[], Task> serve)
    {
        var root = new RootCommand(
            "Answers WhatsApp and SMS messages by rules. Without a command it starts the server."
        );
        var settings = new List<string>();
        foreach (var verb in Verbs(settings))
        {
            root.Add(verb);
        }

        root.SetAction(
            async (_, _) =>
            {
                await serve([.. settings]);
                return Ok;
            }
        );

        settings.AddRange(args.Where(arg => IsSetting(arg, root)));
        var parsed = root.Parse([.. args.Where(arg => !IsSetting(arg, root))]);
        // The host handles signals and decides how long it finishes its work.
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        var code = await parsed.InvokeAsync(invocation);
        return parsed.Errors.Count > 0 ? Misused : code;
    }

    private static bool IsSetting(string arg, RootCommand root)
    {
        var end = arg.IndexOf('=', StringComparison.Ordinal);
        return end > 2
            && arg.StartsWith("--", StringComparison.Ordinal)
            && !WithAllBelow(root).Any(command => Names(command).Contains(arg[..end], StringComparer.Ordinal));
    }

    private static IEnumerable<Command> WithAllBelow(Command command) =>
        command.Subcommands.SelectMany(WithAllBelow).Append(command);

    private static IEnumerable<string> Names(Command command) =>
        command.Options.SelectMany(option => option.Aliases.Append(option.Name));
}
