using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// What only one server may do at a time. The lease is a row with an end on the database's clock; its number grows each time it is taken. The holder
/// trusts it for less than that, on its own steady clock, from the moment it asked.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="replica">Number of this server.</param>
/// <param name="name">What it is for.</param>
/// <param name="length">How long it lasts without being renewed.</param>
/// <param name="time">The steady clock.</param>
internal sealed class PostgresLease(
    PostgresDatabase database,
    long replica,
    string name,
    TimeSpan length,
    TimeProvider time
) : ISendingLease, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private long _epoch;
    private long _asked;

    public async ValueTask<long?> HoldAsync()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            if (_epoch != 0 && time.GetElapsedTime(_asked) < length / 10)
            {
                return _epoch;
            }

            var asked = time.GetTimestamp();
            var held = await database.InTransactionAsync(connection =>
                database.ReadAsync(
                    connection,
                    """
                    INSERT INTO {schema}.lease AS l (name, holder, epoch, until)
                    VALUES ($1, $2, nextval('{schema}.epoch'), clock_timestamp() + $3)
                    ON CONFLICT (name) DO UPDATE SET
                      epoch = CASE WHEN l.until > clock_timestamp() THEN l.epoch ELSE excluded.epoch END,
                      holder = excluded.holder, until = excluded.until
                    WHERE l.until <= clock_timestamp() OR (l.holder = $2 AND l.epoch = $4)
                    RETURNING l.epoch
                    """,
                    row => row.GetInt64(0),
                    name,
                    replica,
                    length,
                    _epoch
                )
            );
            (_epoch, _asked) = held is [var epoch] ? (epoch, asked) : (0, 0);
            return _epoch == 0 ? null : _epoch;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public bool LastsFor(TimeSpan wanted) => _epoch != 0 && time.GetElapsedTime(_asked) + wanted < length * 0.9;

    public async ValueTask GiveBackAsync()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await database.InTransactionAsync(connection =>
                database.RunAsync(
                    connection,
                    "UPDATE {schema}.lease SET until = clock_timestamp() WHERE name = $1 AND holder = $2 AND epoch = $3",
                    name,
                    replica,
                    _epoch
                )
            );
        }
        catch (JournalUnavailableException)
        {
            // It ends by itself.
        }
        finally
        {
            _epoch = 0;
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
