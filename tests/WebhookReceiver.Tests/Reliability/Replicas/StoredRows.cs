using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using WebhookReceiver.Storage;
using WebhookReceiver.Storage.Outbox;
using WebhookReceiver.Storage.Postgres;

namespace WebhookReceiver.Tests.Reliability.Replicas;

/// <summary>What the database has at the end of a run.</summary>
internal sealed class StoredRows(string connectionString) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly PostgresDatabase _database = PostgresDatabase.Of(
        new JournalOptions { ConnectionString = connectionString }
    );

    /// <summary>Messages and events as JSON lines, as the ledger reads them.</summary>
    public async Task<string> ExportAsync()
    {
        var lines = new StringBuilder();
        foreach (
            var (decoded, reply) in await _database.ReadAsync(
                "SELECT decoded, reply FROM {schema}.message",
                row =>
                    (
                        Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)),
                        row.IsDBNull(1) ? null : Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1))
                    )
            )
        )
        {
            var stored = reply is null ? "" : $",\"reply\":{JsonSerializer.Serialize(reply)}";
            lines.Append(CultureInfo.InvariantCulture, $"{{\"message\":{decoded}{stored}}}\n");
        }

        foreach (
            var raw in await _database.ReadAsync(
                "SELECT raw FROM {schema}.event",
                row => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0))
            )
        )
        {
            lines.Append(CultureInfo.InvariantCulture, $"{{\"event\":{{\"raw\":{JsonSerializer.Serialize(raw)}}}}}\n");
        }

        return lines.ToString();
    }

    /// <summary>Waits until nothing is left to be sent, and every event is settled.</summary>
    public async Task SentAllAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var started = Stopwatch.GetTimestamp();
        while (
            await NumberAsync("SELECT count(*) FROM {schema}.outbox WHERE state <= 2") > 0 || await UnsettledAsync() > 0
        )
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "Not everything was sent and settled.");
            await pause.WaitForNextTickAsync();
        }
    }

    public async Task<IReadOnlySet<string>> UnknownAsync() =>
        (
            await _database.ReadAsync(
                $"SELECT sender FROM {{schema}}.outbox WHERE state = {(int)OutboxState.Unknown}",
                row => row.GetString(0)
            )
        ).ToHashSet(StringComparer.Ordinal);

    public Task<long> UnsettledAsync() => NumberAsync("SELECT count(*) FROM {schema}.event WHERE NOT settled");

    public void Dispose() => _database.Dispose();

    private async Task<long> NumberAsync(string statement) =>
        (await _database.ReadAsync(statement, row => row.GetInt64(0)))[0];
}
