using System.Globalization;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>
/// Kills the real executable under load. <c>WR_KILLS</c> sets how often, <c>WR_SEED</c> the random instants;
/// <c>WR_REPORT</c> names a file for the report.
/// </summary>
public sealed class KillTests
{
    [Fact]
    public async Task Killed_at_any_instant_nothing_acknowledged_is_lost_and_nothing_is_answered_twice()
    {
        var kills = Setting("WR_KILLS", 30);
        var seed = Setting("WR_SEED", 20260114);
        var folder = Directory.CreateTempSubdirectory("wr-kills-").FullName;
        try
        {
            var result = await new KillRun(folder, seed, kills).RunAsync();
            TestContext.Current.SendDiagnosticMessage($"{result}");
            KillReport.WriteIfAsked(result);
            Assert.True(result.Balance.IsExact, $"{result.Balance}; seed {seed}, {kills} kills");
            Assert.True(result.State.IsExact, $"{result.State}; seed {seed}, {kills} kills");
            Assert.True(result.Balance.Answered > kills, $"{result.Balance}");
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
