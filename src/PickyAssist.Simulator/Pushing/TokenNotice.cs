namespace PickyAssist.Simulator.Pushing;

/// <summary>Makes a token if the settings have none, and prints it once.</summary>
internal sealed class TokenNotice(Tokens tokens) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (tokens.All.Count == 0)
            Console.WriteLine($"Token for the Push API, shown this once: {tokens.Create(ApiVersion.V4, null)}");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
