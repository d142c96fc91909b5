using System.CommandLine;

namespace WebhookReceiver.WebConsole.Settings;

/// <summary><c>health</c>: asks the running console whether it answers, for the health check of a container.</summary>
internal static class HealthCommand
{
    public const string Path = "/live";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(string[] settings)
    {
        var command = new Command("health", "Ask whether the console on this machine answers. Exit code 0 if it does.");
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var port = ConsoleBuilder
                    .Create(settings)
                    .Configuration.GetValue("Console:Port", new ConsoleOptions().Port);
                using var http = new HttpClient { Timeout = Patience };
                try
                {
                    using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}{Path}"), cancellation);
                    return answer.IsSuccessStatusCode ? 0 : 1;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(
                        $"The console does not answer on port {port}."
                    );
                    return 1;
                }
            }
        );
        return command;
    }
}
