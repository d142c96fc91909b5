using System.CommandLine;

namespace WebhookReceiver.Commands;

/// <summary>
/// <c>health</c>: asks the running server for its readiness; for containers, whose image has no shell.
/// </summary>
internal static class HealthCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("health", "Check whether the running server is ready; exit code 0 if it is");
        command.SetAction(
            (parsed, cancellationToken) =>
                AskAsync([.. settings], parsed.InvocationConfiguration.Output, cancellationToken)
        );
        return command;
    }

    private static async Task<int> AskAsync(string[] settings, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = RunningServer.Of(settings);
        using var request = server.Request(HttpMethod.Get, "/health/ready");
        try
        {
            using var response = await server.SendAsync(request, cancellationToken);
            await output.WriteLineAsync(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? CommandLine.Ok : CommandLine.Failed;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"No answer from {request.RequestUri}: {e.Message}");
            return CommandLine.Failed;
        }
    }
}
