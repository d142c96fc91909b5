using WebhookReceiver.Management;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// The housekeeping of a server that shares its journal: every second it says that it lives, every minute its index follows the retention.
/// </summary>
internal sealed partial class PostgresService(
    PostgresDatabase database,
    Replica replica,
    IndexFiller filler,
    TimeProvider time,
    ILogger<PostgresService> logger
) : BackgroundService
{
    private const int SecondsBetweenRetentions = 60;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await database.InTransactionAsync(connection =>
                database.RunAsync(connection, "DELETE FROM {schema}.replica WHERE id = $1", replica.Id)
            );
        }
        catch (JournalUnavailableException)
        {
            // Others see by its silence that it is gone.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        for (var second = 0; !stoppingToken.IsCancellationRequested; second++)
        {
            try
            {
                await BeatAsync();
                if (second % SecondsBetweenRetentions == 0)
                {
                    await filler.RetainAsync();
                }

                await tick.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (JournalUnavailableException e)
            {
                Log.Postponed(logger, e.Message);
            }
#pragma warning disable CA1031 // Housekeeping must neither stop the host nor end: the next tick tries again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.Failed(logger, e);
            }
        }
    }

    private Task BeatAsync() =>
        database.InTransactionAsync(connection =>
            database.RunAsync(
                connection,
                """
                INSERT INTO {schema}.replica(id, name, build) VALUES ($1, $2, $3)
                ON CONFLICT (id) DO UPDATE SET seen = clock_timestamp()
                """,
                replica.Id,
                replica.Name,
                ManagementRegistration.Version ?? ""
            )
        );

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The housekeeping of the shared journal waits: {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "The housekeeping of the shared journal failed; the server retries")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
