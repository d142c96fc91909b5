using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace PickyAssist.Simulator.Page;

/// <summary>Prints the page's address once it is available.</summary>
internal sealed class PageNotice(IServer server, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Tell);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Tell()
    {
        // A wildcard address is not usable in a browser.
        foreach (
            var address in (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(address =>
                address
                    .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal)
                    .Replace("//[::]:", "//localhost:", StringComparison.Ordinal)
            )
        )
            Console.WriteLine($"The page is at {address}/ and pushes go to {address}/api/v2/push");
    }
}
