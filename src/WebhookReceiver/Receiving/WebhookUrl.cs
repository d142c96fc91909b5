using Microsoft.Extensions.Options;

namespace WebhookReceiver.Receiving;

/// <summary>
/// The complete URL to paste into the platform (protocol sheet, section 1.1). It contains the key: print it on a
/// terminal, never in a log.
/// </summary>
internal static class WebhookUrl
{
    public const string MessagesPath = "/webhook";
    public const string EventsPath = "/events";

    public static string Of(ReceivingOptions options, string key, string path = MessagesPath)
    {
        var address = options.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? $"http://localhost:{options.Port}";
        return $"{address}{path}?key={Uri.EscapeDataString(key)}";
    }
}

/// <summary>Prints the URL once, in the run that made the key.</summary>
internal sealed class WebhookUrlNotice(IOptions<ReceivingOptions> options, WebhookKeys keys, TextWriter terminal)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!keys.IsKeyMadeNow)
        {
            return;
        }

        var key = keys.Keys[0];
        await terminal.WriteLineAsync(
            $"""

            A key for callers was made and stored. Paste these into the platform, under Settings, Developers, Webhooks:
              messages  {WebhookUrl.Of(options.Value, key)}
              events    {WebhookUrl.Of(options.Value, key, WebhookUrl.EventsPath)}
            Shown once; the command 'url' shows them again.{(
                options.Value.PublicUrl is null ? " Set Receiving:PublicUrl to the https address of this server." : ""
            )}

            """
        );
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
