using System.Text.RegularExpressions;
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
        Wait(PostgresSchema.MigrateAsync(Database));
        // What tests take without an epoch of their own.
        Wait(
            RunAsync(
                """
                INSERT INTO {schema}.lease(name, holder, epoch, until) VALUES ('sending/', 0, 0, clock_timestamp() + interval '1 day');
                INSERT INTO {schema}.installation(hash_key, webhook_key) VALUES ('\x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20', '0123456789abcdefghijklmnop');
                """
            )
        );
    }

    public JournalOptions Options { get; }

    public PostgresDatabase Database { get; }

    public Task RunAsync(string statement) =>
        Database.InTransactionAsync(connection => Database.RunAsync(connection, statement));

    /// <summary>A number from the tables; their schema is added.</summary>
    public long Count(string sql)
    {
        var statement = Regex.Replace(
            sql,
            "(?<=FROM )(?=[a-z])(?!pg_)",
            "{schema}.",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        return Of(Database.ReadAsync(statement, row => row.GetInt64(0)))[0];
    }

    public void Dispose()
    {
        Wait(RunAsync("DROP SCHEMA {schema} CASCADE"));
        Database.Dispose();
    }

#pragma warning disable VSTHRD002 // A rig opens its store at once, whatever store it is.
    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static T Of<T>(Task<T> task) => task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
}
