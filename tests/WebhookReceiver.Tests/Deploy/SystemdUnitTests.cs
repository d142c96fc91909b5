using System.Globalization;

namespace WebhookReceiver.Tests.Deploy;

/// <summary>deploy/systemd/webhook-receiver.service.</summary>
public sealed class SystemdUnitTests
{
    private const string Unit = "deploy/systemd/webhook-receiver.service";

    private static readonly ILookup<string, string> Lines = DeployFile
        .Text(Unit)
        .Split('\n')
        .Where(line => !line.StartsWith('#') && line.Contains('=', StringComparison.Ordinal))
        .Select(line => line.Split('=', 2))
        .ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    [Theory]
    [InlineData("User", "webhook-receiver")]
    [InlineData("UMask", "0077")]
    [InlineData("StateDirectoryMode", "0700")]
    [InlineData("ProtectSystem", "strict")]
    [InlineData("NoNewPrivileges", "yes")]
    [InlineData("CapabilityBoundingSet", "")]
    [InlineData("Restart", "always")]
    [InlineData("KillSignal", "SIGTERM")]
    [InlineData("LimitNOFILE", "65536")]
    public void The_unit_says(string key, string value) => Assert.Equal([value], Lines[key]);

    [Fact]
    public void Every_name_in_the_environment_is_a_setting() =>
        Assert.Equal([], KnownSettings.Unknown(Lines["Environment"].Select(setting => setting.Split('=')[0])));

    [Fact]
    public void What_the_server_writes_is_a_state_directory()
    {
        var folders = Lines["StateDirectory"].Single().Split(' ').Select(folder => $"/var/lib/{folder}");
        var written = Lines["Environment"]
            .Select(setting => setting.Split('=', 2))
            .Where(setting => setting[0].EndsWith("__Folder", StringComparison.Ordinal))
            .Select(setting => setting[1])
            .ToArray();

        Assert.Equal(2, written.Length);
        Assert.Subset(folders.ToHashSet(StringComparer.Ordinal), written.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stop_has_the_time_that_it_takes() =>
        await StopTimes.AreEnoughAsync(int.Parse(Lines["TimeoutStopSec"].Single(), CultureInfo.InvariantCulture));

    [Fact]
    public async Task Systemd_finds_no_fault_in_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "webhook-receiver.service",
            DeployFile.Text(Unit).Replace(Lines["ExecStart"].Single(), "/bin/true", StringComparison.Ordinal)
        );
        var said = await Tool.RunAsync("systemd-analyze", "verify", folder.PathOf("webhook-receiver.service"));

        Assert.Equal((0, ""), said);
    }
}
