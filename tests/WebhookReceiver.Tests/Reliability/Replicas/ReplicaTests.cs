using System.Globalization;
using WebhookReceiver.Tests.Storage.Postgres;

namespace WebhookReceiver.Tests.Reliability.Replicas;

/// <summary>
/// Three real servers on one database, with faults under load. <c>WR_FAULTS</c> sets how many, <c>WR_SEED</c> the random instants.
/// </summary>
public sealed class ReplicaTests
{
    [Fact]
    public async Task Whatever_happens_to_a_server_or_the_database_nothing_is_lost_doubled_or_different()
    {
        Assert.SkipWhen(
            PostgresServer.Programs is null,
            "PostgreSQL is not installed (Debian: apt install postgresql)."
        );
        var faults = Setting("WR_FAULTS", 50);
        var seed = Setting("WR_SEED", 20261201);
        var folder = Directory.CreateTempSubdirectory("wr-replicas-").FullName;
        try
        {
            var result = await new ReplicaRun(folder, seed, faults).RunAsync();
            TestContext.Current.SendDiagnosticMessage($"{result}");
            if (Environment.GetEnvironmentVariable("WR_REPORT") is { } report)
            {
                await File.WriteAllTextAsync(report, $"{result}\n", TestContext.Current.CancellationToken);
            }

            Assert.True(result.Balance.IsExact, $"{result}");
            Assert.True(result.State.IsExact, $"{result}");
            Assert.Equal(0, result.Unsettled);
            Assert.True(result.Balance.Answered > faults, $"{result}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
