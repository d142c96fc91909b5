using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Postgres;

namespace WebhookReceiver.Tests.Storage.Postgres;

/// <summary>A schema of a test's own, with all tables; it goes with the test.</summary>
internal sealed class PostgresSchemaOfTest : IDisposable
{
    public PostgresSchemaOfTest()
    {
        Options = new JournalOptions
        {
            ConnectionString = PostgresServer.ConnectionString,
            Schema = $"t_{Guid.NewGuid():N}"[..20],
        };
        Database = PostgresDatabase.Of(Options);
        PostgresSchema.MigrateAsync(Database).GetAwaiter().GetResult();
        // What tests take without an epoch of their own.
        RunAsync(
                """
                INSERT INTO {schema}.lease(name, holder, epoch, until) VALUES ('sending/', 0, 0, clock_timestamp() + interval '1 day');
                INSERT INTO {schema}.installation(hash_key, webhook_key) VALUES ('\x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20', '0123456789abcdefghijklmnop');
                """
            )
            .GetAwaiter()
            .GetResult();
    }

    public JournalOptions Options { get; }

    public PostgresDatabase Database { get; }

    public Task RunAsync(string statement) =>
        Database.InTransactionAsync(connection => Database.RunAsync(connection, statement));

    /// <summary>A number from the tables.</summary>
    public long Count(string sql) =>
        Database
            .ReadAsync(
                System.Text.RegularExpressions.Regex.Replace(sql, "(?<=FROM )(?=[a-z])(?!pg_)", "{schema}."),
                row => row.GetInt64(0)
            )
            .GetAwaiter()
            .GetResult()[0];

    public void Dispose()
    {
        Database
            .InTransactionAsync(connection => Database.RunAsync(connection, "DROP SCHEMA {schema} CASCADE"))
            .GetAwaiter()
            .GetResult();
        Database.Dispose();
    }
}
