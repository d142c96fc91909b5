using System.Globalization;
using System.Reflection;
using Npgsql;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// The tables, as numbered steps that never change after release. A step first adds what the new build needs; a later build removes what no running
/// build needs any more, so that two builds run side by side.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>The oldest server that this program is meant for.</summary>
    private const int OldestServer = 14;

    internal static readonly string[] Steps = ["001-tables.sql"];

    /// <summary>Functions of this build; each is made anew at every start.</summary>
    private static readonly string[] Functions =
    [
        "tombstone.sql",
        "make-days.sql",
        "commit-messages.sql",
        "commit-events.sql",
    ];

    /// <summary>Brings the schema up to this build. Several replicas may do so at once.</summary>
    /// <exception cref="StartRefusedException">The database cannot be used; the text names the setting.</exception>
    public static async Task MigrateAsync(PostgresDatabase database)
    {
        try
        {
            await using var connection = await database.OpenAsync();
            await DemandAsync(connection);
            await MakeRoomAsync(database, connection);
            await using var transaction = await connection.BeginTransactionAsync();
            // One after the other: whoever waits here finds the steps done.
            await database.RunAsync(connection, "SELECT number FROM {schema}.schema_step WHERE number = 0 FOR UPDATE");
            var done = await database.ReadAsync(
                connection,
                "SELECT max(number), max(least_reader) FROM {schema}.schema_step",
                row => (Number: row.GetInt32(0), LeastReader: row.GetInt32(1))
            );
            if (done[0].LeastReader > Steps.Length)
            {
                throw new StartRefusedException(
                    $"Journal:ConnectionString: the schema {database.Schema} is of a later version of this program (schema {done[0].Number}, this one knows {Steps.Length}). "
                        + "Start that version. Nothing was changed."
                );
            }

            for (var number = done[0].Number; number < Steps.Length; number++)
            {
                await ExecuteAsync(database, connection, Steps[number]);
                await database.RunAsync(
                    connection,
                    "INSERT INTO {schema}.schema_step(number, least_reader) VALUES ($1, 1)",
                    number + 1
                );
            }

            if (done[0].Number <= Steps.Length)
            {
                foreach (var function in Functions)
                {
                    await ExecuteAsync(database, connection, function);
                }
            }

            await database.ReadAsync(
                connection,
                "SELECT {schema}.make_days_1($1)",
                _ => true,
                PostgresRetention.DaysAhead
            );
            await transaction.CommitAsync();
        }
        catch (Exception e) when (PostgresDatabase.IsFault(e))
        {
            throw Refusal(e);
        }
    }

    /// <summary>The statements that make the schema, for an administrator who runs them for an account without that right.</summary>
    public static string AsScript(PostgresDatabase database) =>
        string.Join(
            '\n',
            ((string[])[FirstStep, .. Steps.Select(TextOf), .. Functions.Select(TextOf)]).Select(database.Sql)
        );

    /// <summary>Why the database cannot be used, in one line without its password.</summary>
    internal static StartRefusedException Refusal(Exception e) =>
        new(
            e switch
            {
                PostgresException
                {
                    SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
                } =>
                    "Journal:ConnectionString: the database refuses the user or the password. Correct Username and Password, or Journal:PasswordFile.",
                PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                    "Journal:ConnectionString: there is no database of this name. Create it with createdb, or correct Database.",
                PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
                    "Journal:ConnectionString: the user may not create the tables. Grant CREATE on the database, or let an administrator run what the command 'journal schema' prints.",
                PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
                    "Journal:ConnectionString: the server is a standby and takes no writes. Name the primary in Host, or all servers: Host=db1,db2.",
                PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
                    "Journal:ConnectionString: the disk of the database is full. Make room there.",
                PostgresException other =>
                    $"Journal:ConnectionString: the database refuses the start ({other.SqlState}). Its log says more.",
                TimeoutException =>
                    "Journal:ConnectionString: the database did not answer in time. Check Host and Port, and whether it runs.",
                _ =>
                    "Journal:ConnectionString: no server of Host can be reached that takes writes. Check Host and Port, and whether it runs.",
            },
            e
        );

    private const string FirstStep = """
        CREATE SCHEMA IF NOT EXISTS {schema};
        CREATE TABLE IF NOT EXISTS {schema}.schema_step(number int PRIMARY KEY, done timestamptz NOT NULL DEFAULT clock_timestamp(), least_reader int NOT NULL);
        INSERT INTO {schema}.schema_step(number, least_reader) VALUES (0, 0) ON CONFLICT DO NOTHING;
        """;

    private static async Task DemandAsync(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new StartRefusedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Journal:ConnectionString: the server is PostgreSQL {connection.PostgreSqlVersion.Major}. Use {OldestServer} or later."
                )
            );
        }

        await using var command = new NpgsqlCommand("SELECT pg_is_in_recovery()", connection);
        if (await command.ExecuteScalarAsync() is true)
        {
            throw new StartRefusedException(
                "Journal:ConnectionString: the server is a standby and takes no writes. Name the primary in Host, or all servers: Host=db1,db2."
            );
        }
    }

    /// <summary>Makes the schema and the table of steps; two replicas that do so at once meet in the catalogue, and one tries again.</summary>
    private static async Task MakeRoomAsync(PostgresDatabase database, NpgsqlConnection connection)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (
                    (
                        await database.ReadAsync(
                            connection,
                            "SELECT to_regclass($1) IS NOT NULL",
                            row => row.GetBoolean(0),
                            $"{database.Schema}.schema_step"
                        )
                    )[0]
                )
                {
                    return;
                }

                await database.RunAsync(connection, FirstStep);
                return;
            }
            catch (PostgresException e)
                when (tries < 10
                    && e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable
                )
            {
                // The other one made it.
            }
        }
    }

    private static async Task ExecuteAsync(PostgresDatabase database, NpgsqlConnection connection, string name) =>
        await database.RunAsync(connection, TextOf(name));

    private static string TextOf(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
