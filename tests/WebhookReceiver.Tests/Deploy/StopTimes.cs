using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace WebhookReceiver.Tests.Deploy;

internal static class StopTimes
{
    /// <summary>Fails if what runs the server ends it before it has answered what is in flight.</summary>
    public static async Task AreEnoughAsync(int seconds)
    {
        await using var app = new WebhookApp();
        var needed = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;

        Assert.InRange(seconds, needed.TotalSeconds + 1, 60);
    }
}
