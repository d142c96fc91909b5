using Microsoft.Extensions.Options;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// The housekeeping of a server that shares its journal. Every second it says that it lives, and follows what was forgotten; every minute it removes old
/// rows, if no other server does.
/// </summary>
internal sealed partial class PostgresService(
    PostgresDatabase database,
    Replica replica,
    IJournal journal,
    IJournalRows rows,
    MessageIndex index,
    IndexFiller filler,
    IOptions<JournalOptions> options,
    TimeProvider time,
    ILogger<PostgresService> logger
) : BackgroundService
{
    private const int SecondsBetweenRetentions = 60;

    private long? _forgot;

    /// <summary>Longer than a minute, so that the same server goes on.</summary>
    private static readonly TimeSpan LeaseLasts = TimeSpan.FromMinutes(3);

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
        var retention = new PostgresRetention(database, options.Value);
        using var lease = new PostgresLease(database, replica.Id, PostgresRetention.Lease, LeaseLasts, time);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        for (var second = 0; !stoppingToken.IsCancellationRequested; second++)
        {
            try
            {
                await ForgetAsync();
                await BeatAsync();
                if (second % SecondsBetweenRetentions == 0)
                {
                    if (await lease.HoldAsync() is not null)
                    {
                        await retention.RunAsync();
                    }

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

    /// <summary>Erases here what was forgotten, and then says so.</summary>
    private async Task ForgetAsync()
    {
        var newest = await PostgresEraser.NewestAsync(database);
        if (newest != _forgot)
        {
            ((PostgresJournal)journal).ForgetAll();
            await Task.Run(() => index.EraseMissing(rows.IdsAfter));
            _forgot = newest;
        }
    }

    private Task<int> BeatAsync() =>
        database.InTransactionAsync(connection =>
            database.RunAsync(
                connection,
                """
                INSERT INTO {schema}.replica(id, name, build, forgot) VALUES ($1, $2, $3, $4)
                ON CONFLICT (id) DO UPDATE SET seen = clock_timestamp(), forgot = excluded.forgot
                """,
                replica.Id,
                replica.Name,
                replica.Build,
                _forgot ?? 0
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
