using Microsoft.Extensions.Options;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage;

/// <summary>Opens the journal before the first request can arrive, and logs its guarantees.</summary>
internal sealed partial class JournalStartup(
    IServiceProvider services,
    IOptions<JournalOptions> options,
    ILogger<JournalStartup> logger
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The container creates it on first use, which is here; a refusal to start is thrown from here.
        services.GetRequiredService<IJournal>();
        Tell(services.GetRequiredService<DataFolder>());
        if (options.Value.Store is JournalOptions.None)
        {
            Log.NotKept(logger);
        }

        return Task.CompletedTask;
    }

    private void Tell(DataFolder data)
    {
        if (data.Rights.Closed)
        {
            Log.Closed(logger, data.FullPath);
        }

        foreach (var path in data.Rights.LeftOpen)
        {
            Log.LeftOpen(logger, path);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Journal:Store is none: messages, replies and the variables of contacts are lost when this process ends"
        )]
        public static partial void NotKept(ILogger logger);

        [LoggerMessage(
            LogLevel.Warning,
            "Other accounts of this machine had rights in the data folder {Folder}; they have none now"
        )]
        public static partial void Closed(ILogger logger, string folder);

        [LoggerMessage(
            LogLevel.Warning,
            "Other accounts of this machine have rights on {Path}, and it belongs to another user or its file system has no rights. As its owner: chmod go-rwx"
        )]
        public static partial void LeftOpen(ILogger logger, string path);
    }
}
