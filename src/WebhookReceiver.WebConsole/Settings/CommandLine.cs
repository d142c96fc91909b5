using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.WebConsole.Settings;

/// <summary>The commands. No command serves the console. An argument <c>--Name=value</c> is a setting.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, Func<string[], Task> serve)
    {
        var settings = args.Where(IsSetting).ToArray();
        var root = new RootCommand("Serves the console of the receiver.")
        {
            UserCommand.Create(),
            HealthCommand.Create(settings),
        };
        root.SetAction(
            async (_, _) =>
            {
                await serve(settings);
                return 0;
            }
        );
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await root.Parse([.. args.Where(arg => !IsSetting(arg))]).InvokeAsync(invocation);
        }
        catch (Exception e) when (Explain(e) is { } reasons)
        {
            foreach (var reason in reasons)
            {
                await Console.Error.WriteLineAsync($"Cannot start. {reason}");
            }

            return 1;
        }
    }

    private static bool IsSetting(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal)
        && arg.Contains('=', StringComparison.Ordinal)
        && arg.Contains(':', StringComparison.Ordinal);

    /// <summary>Failures that a person can mend, without a stack trace; null for a defect of ours.</summary>
    private static IReadOnlyList<string>? Explain(Exception failure) =>
        failure switch
        {
            OptionsValidationException invalid => [.. invalid.Failures.Select(Sentence)],
            IOException { InnerException: AddressInUseException } =>
            [
                $"{failure.Message} Stop the other program, or choose another port with --Console:Port=8083.",
            ],
            InvalidOperationException when failure.Message.Contains("ErrorOnUnknown", StringComparison.Ordinal) =>
            [
                $"The settings of the console have a name that it does not know: {failure.Message[(failure.Message.LastIndexOf(':') + 1)..].Trim()}. docs/console.md lists all.",
            ],
            _ => null,
        };

    /// <summary>"Port: The field ConsoleOptions.Port must be…" becomes "The field Console:Port must be…".</summary>
    private static string Sentence(string failure)
    {
        var start = failure.IndexOf(": ", StringComparison.Ordinal);
        return failure[(start < 0 ? 0 : start + 2)..].Replace("ConsoleOptions.", "Console:", StringComparison.Ordinal);
    }
}
