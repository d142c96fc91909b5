using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Postgres;

namespace WebhookReceiver.Tests.Storage.Postgres;

/// <summary>A database that cannot be used: one line, the setting, a cure, and never the password.</summary>
public sealed class PostgresStartTests
{
    private const string Password = "pass-word-of-the-test";

    [Theory]
    [InlineData("this is none")]
    [InlineData("Host=db;Prot=5432;Password=" + Password)]
    [InlineData("Password=" + Password)]
    [InlineData("Host=db;Port=many;Password=" + Password)]
    public void What_is_no_connection_string_is_refused_without_its_text(string text)
    {
        var refused = Assert.Throws<StartRefusedException>(() =>
            PostgresDatabase.Of(new JournalOptions { ConnectionString = text })
        );

        Assert.Equal(
            "Journal:ConnectionString is no connection string of PostgreSQL. Write Host=…;Database=…;Username=…;Password=…",
            refused.Message
        );
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_by_the_setting()
    {
        var told = await RefusalAsync($"Host=127.0.0.1;Port=1;Username=wr;Password={Password}");

        Assert.Equal(
            "Journal:ConnectionString: no server of Host can be reached that takes writes. Check Host and Port, and whether it runs.",
            told
        );
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_refused()
    {
        var told = await RefusalAsync(
            PostgresServer.ConnectionString.Replace("Database=postgres", "Database=nowhere", StringComparison.Ordinal)
        );

        Assert.Equal(
            "Journal:ConnectionString: there is no database of this name. Create it with createdb, or correct Database.",
            told
        );
    }

    [Fact]
    public async Task A_user_who_is_not_there_is_refused()
    {
        var told = await RefusalAsync(
            PostgresServer.ConnectionString.Replace("Username=postgres", "Username=nobody", StringComparison.Ordinal)
        );

        Assert.Equal(
            "Journal:ConnectionString: the database refuses the user or the password. Correct Username and Password, or Journal:PasswordFile.",
            told
        );
    }

    [Fact]
    public async Task A_user_without_the_right_to_make_tables_is_told_what_to_do()
    {
        using var schema = new PostgresSchemaOfTest();
        var user = $"u{schema.Options.Schema}";
        await schema.RunAsync($"CREATE ROLE {user} LOGIN");
        var told = await RefusalAsync(
            PostgresServer.ConnectionString.Replace("Username=postgres", $"Username={user}", StringComparison.Ordinal)
        );
        await schema.RunAsync($"DROP ROLE {user}");

        Assert.Equal(
            "Journal:ConnectionString: the user may not create the tables. Grant CREATE on the database, or let an administrator run what the command 'journal schema' prints.",
            told
        );
    }

    [Fact]
    public async Task A_schema_of_a_later_version_that_this_one_cannot_use_is_refused_and_not_changed()
    {
        using var schema = new PostgresSchemaOfTest();
        await schema.RunAsync("INSERT INTO {schema}.schema_step(number, least_reader) VALUES (99, 99)");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            PostgresSchema.MigrateAsync(schema.Database)
        );

        Assert.Equal(
            $"Journal:ConnectionString: the schema {schema.Database.Schema} is of a later version of this program (schema 99, this one knows {PostgresSchema.Steps.Length}). Start that version. Nothing was changed.",
            refused.Message
        );
    }

    [Fact]
    public async Task A_later_schema_that_this_version_may_run_beside_is_used_as_it_is()
    {
        using var schema = new PostgresSchemaOfTest();
        await schema.RunAsync(
            $"INSERT INTO {{schema}}.schema_step(number, least_reader) VALUES ({PostgresSchema.Steps.Length + 1}, {PostgresSchema.Steps.Length})"
        );

        await PostgresSchema.MigrateAsync(schema.Database);
        using var rig = new JournalRig(JournalRig.Postgres, schema: schema);

        Assert.Equal("reply 1", await rig.DeliverAsync(rig.Message("id-1")));
    }

    [Fact]
    public async Task Servers_that_start_at_once_make_the_tables_once()
    {
        var options = new JournalOptions
        {
            ConnectionString = PostgresServer.ConnectionString,
            Schema = $"t_{Guid.NewGuid():N}"[..20],
        };
        using var database = PostgresDatabase.Of(options);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => PostgresSchema.MigrateAsync(database))));

        Assert.Equal(
            [(0, 0), (1, 1)],
            await database.ReadAsync(
                "SELECT number, least_reader FROM {schema}.schema_step ORDER BY number",
                row => (row.GetInt32(0), row.GetInt32(1))
            )
        );
        await database.InTransactionAsync(connection => database.RunAsync(connection, "DROP SCHEMA {schema} CASCADE"));
    }

    [Fact]
    public async Task A_folder_with_the_journal_of_another_installation_is_refused_and_an_empty_one_takes_the_secrets()
    {
        using var schema = new PostgresSchemaOfTest();
        var own = new Secrets("a webhook key of this folder", new byte[32], AreNew: false);

        var shared = await Installation.JoinAsync(schema.Database, own, "/data", hasJournal: false);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            Installation.JoinAsync(schema.Database, own, "/data", hasJournal: true)
        );

        Assert.Equal("0123456789abcdefghijklmnop", shared.WebhookKey);
        Assert.Equal([.. Enumerable.Range(1, 32).Select(n => (byte)n)], shared.HashKey);
        Assert.StartsWith(
            "Journal:Folder: /data has the journal of another installation than the database.",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    private static async Task<string> RefusalAsync(string connectionString)
    {
        using var database = PostgresDatabase.Of(
            new JournalOptions { ConnectionString = connectionString, Schema = "t_refused" }
        );
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => PostgresSchema.MigrateAsync(database));
        Assert.DoesNotContain(Password, refused.Message, StringComparison.Ordinal);
        return refused.Message;
    }
}
