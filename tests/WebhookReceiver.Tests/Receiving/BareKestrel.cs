using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WebhookReceiver.Tests.Receiving;

/// <summary>
/// The receiver and, beside it, Kestrel as it comes, whose only application reads each body and answers 200. The receiver
/// is a process of its own: a switch of its Kestrel holds for a whole process.
/// </summary>
public sealed class BareKestrel : IAsyncLifetime
{
    private readonly ServerProcess _receiver = ServerProcess.Start(
        [],
        ("Receiving__Keys__0", WebhookApp.Key),
        ("Receiving__KeepAccepting", "00:00:00")
    );

    private readonly WebApplication _app;

    public BareKestrel()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await context.Response.WriteAsync("{}", context.RequestAborted);
        });
    }

    internal Uri Receiver => _receiver.PublicAddress;

    internal Uri Operator => _receiver.ManagementAddress;

    internal Uri Bare =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        await _receiver.OutputUntilAsync("Application started");
    }

    public ValueTask DisposeAsync()
    {
        _receiver.Dispose();
        return _app.DisposeAsync();
    }
}
