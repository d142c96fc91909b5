using Microsoft.Extensions.Options;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Drains at shutdown: readiness fails at once, and the server accepts requests until the load balancer has noticed.
/// Then it finishes the open requests.
/// </summary>
internal sealed class GracefulShutdown(
    IOptions<ReceivingOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : IHostedLifecycleService
{
    private volatile bool _hasBegun;

    public bool HasBegun => _hasBegun || lifetime.ApplicationStopping.IsCancellationRequested;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        await Task.Delay(options.Value.KeepAccepting, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
