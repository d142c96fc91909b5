using System.Data.Common;
using Npgsql;
using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Postgres;

/// <summary>
/// The database of all replicas. Every fault becomes a <see cref="JournalUnavailableException"/> without the text of a statement, a value or the
/// password.
/// </summary>
internal sealed class PostgresDatabase : IDisposable
{
    private const int MostTries = 5;

    private readonly NpgsqlDataSource _source;

    private PostgresDatabase(NpgsqlDataSource source, string schema)
    {
        _source = source;
        Schema = $"\"{schema}\"";
    }

    /// <summary>The schema's name, quoted.</summary>
    public string Schema { get; }

    /// <summary>Opens no connection yet.</summary>
    /// <exception cref="StartRefusedException">The settings make no connection.</exception>
    public static PostgresDatabase Of(JournalOptions options)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
            {
                ApplicationName = "WebhookReceiver",
                // A pooler gives its connections to others between transactions: nothing is kept in them.
                NoResetOnClose = true,
                Timezone = null,
            };
            if (options.PasswordFile is { Length: > 0 } file)
            {
                settings.Password = File.ReadAllText(file).TrimEnd('\r', '\n');
            }

            var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
            // Of several servers, only one takes writes.
            return new PostgresDatabase(
                settings.Host?.Contains(',', StringComparison.Ordinal) == true
                    ? source.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary)
                    : source.Build(),
                options.Schema
            );
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or FormatException)
        {
            // The message of the exception may hold a part of the password.
            throw new StartRefusedException(
                "Journal:ConnectionString is no connection string of PostgreSQL. Write Host=…;Database=…;Username=…;Password=…",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"Journal:PasswordFile: {FileTrouble.Of(e).What}. {FileTrouble.Of(e).Cure}",
                e
            );
        }
    }

    /// <summary>A statement with the schema's name in place of <c>{schema}</c>.</summary>
    public string Sql(string statement) => statement.Replace("{schema}", Schema, StringComparison.Ordinal);

    /// <summary>A connection; the caller handles its faults.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation = default) =>
        _source.OpenConnectionAsync(cancellation);

    /// <summary>The rows of a statement that changes nothing; $1, $2 … are the values.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be read.</exception>
    public async Task<List<T>> ReadAsync<T>(string statement, Func<NpgsqlDataReader, T> row, params object?[] values)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync();
            return await ReadAsync(connection, statement, row, values);
        }
        catch (Exception e) when (IsFault(e))
        {
            throw Unavailable(e);
        }
    }

    /// <summary>The rows of a statement on this connection, for instance within a transaction.</summary>
    public async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection connection,
        string statement,
        Func<NpgsqlDataReader, T> row,
        params object?[] values
    )
    {
        await using var command = Command(connection, statement, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>Runs a statement within a transaction of <see cref="InTransactionAsync"/>.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public async Task<int> RunAsync(NpgsqlConnection connection, string statement, params object?[] values)
    {
        await using var command = Command(connection, statement, values);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Does work in one transaction that is on the disk when this returns. Work that meets another transaction is done again, so it changes nothing
    /// but the database.
    /// </summary>
    /// <exception cref="JournalUnavailableException">
    /// The database failed. Nothing was changed, unless the fault came at the very commit: then nobody knows.
    /// </exception>
    public async Task<T> InTransactionAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await RunAsync(
                    connection,
                    "SELECT set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '2s', true)"
                );
                var result = await work(connection);
                await transaction.CommitAsync();
                return result;
            }
            catch (PostgresException e) when (IsConflict(e) && tries < MostTries)
            {
                // Another transaction was in the way; this one changed nothing.
            }
            catch (Exception e) when (IsFault(e))
            {
                throw Unavailable(e);
            }
        }
    }

    public void Dispose() => _source.Dispose();

    /// <summary>Whether it is a fault of the database or of the way there, and not of this program.</summary>
    public static bool IsFault(Exception e) => e is DbException or TimeoutException or IOException;

    /// <summary>Whether another transaction was in the way, and the same work may succeed now.</summary>
    public static bool IsConflict(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>The fault without a text of the database, which may quote a value.</summary>
    public static JournalUnavailableException Unavailable(Exception e) =>
        new(
            e is PostgresException known
                ? $"The database refused it ({known.SqlState})."
                : "The database cannot be reached.",
            e
        );

    /// <summary>A statement of this program with its values.</summary>
    public NpgsqlCommand Command(NpgsqlConnection connection, string statement, params object?[] values)
    {
#pragma warning disable CA2100 // All statements are texts of this program; values are parameters.
        var command = new NpgsqlCommand(Sql(statement), connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
