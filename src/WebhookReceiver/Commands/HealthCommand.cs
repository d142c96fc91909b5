using System.CommandLine;
using System.Net;
using WebhookReceiver.Management;

namespace WebhookReceiver.Commands;

/// <summary><c>health</c>: asks the running server whether it is ready; for containers, whose image has no shell.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("health", "Asks the running server whether it is ready; exit code 0 if it is.");
        command.SetAction(
            (parsed, cancellationToken) =>
                AskAsync([.. settings], parsed.InvocationConfiguration.Output, cancellationToken)
        );
        return command;
    }

    private static async Task<int> AskAsync(string[] settings, TextWriter output, CancellationToken cancellationToken)
    {
        var configuration = ServerBuilder.Create(settings).Configuration;
        var management = configuration.GetSection("Management").Get<ManagementOptions>() ?? new();
        using var client = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(management));
        if (management.HasKey)
        {
            request.Headers.Add("X-Management-Key", management.Key);
        }

        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            await output.WriteLineAsync(await response.Content.ReadAsStringAsync(cancellationToken));
            return response.IsSuccessStatusCode ? CommandLine.Ok : CommandLine.Failed;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"No answer from {request.RequestUri}: {e.Message}");
            return CommandLine.Failed;
        }
    }

    private static Uri AddressOf(ManagementOptions management)
    {
        var address = management.ToAddress();
        var host =
            address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : address;
        return new UriBuilder("http", host.ToString(), management.Port, "/health/ready").Uri;
    }
}
