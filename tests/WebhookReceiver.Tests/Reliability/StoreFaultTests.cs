using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Tests.Reliability;

/// <summary>
/// The disk of the real executable fails: by injected system call errors, or by a limit. Every message is answered all
/// the same, and the store recovers by itself.
/// </summary>
public sealed class StoreFaultTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("full", "-P", "journal.db-wal", "inject=pwrite64:error=ENOSPC")]
    [InlineData("io", "-P", "journal.db-wal", "inject=pwrite64:error=EROFS")]
    [InlineData("fsync", "inject=fsync,fdatasync:error=EIO")]
    public async Task A_disk_that_fails_costs_no_answer_and_is_noticed_and_done_without(
        string kind,
        params string[] fault
    )
    {
        await using var receiver = await StartAsync();
        using var platform = new Platform(receiver, seed: 5);
        await SayAsync(platform, 20);
        using var strace = await FailingDisk.AttachAsync(receiver, fault);
        Assert.SkipWhen(strace is null, "strace is missing or may not attach here.");
        await SayAsync(platform, 40);
        Assert.Contains($"store fails ({kind})", await receiver.ReadinessAsync(), StringComparison.Ordinal);
        Assert.Contains("\"degraded\"", await receiver.ReadinessAsync(), StringComparison.Ordinal);

        await strace.DetachAsync();
        var back = await receiver.WaitForReadinessAsync("\"ready\"");
        TestContext.Current.SendDiagnosticMessage($"{kind}: back after {back.TotalMilliseconds:F0} ms");
        Assert.InRange(back, TimeSpan.Zero, Soon);
        await SayAsync(platform, 20);
        await BalanceAsync(receiver, platform);
    }

    [Fact]
    public async Task At_the_largest_file_it_may_write_messages_go_to_the_spool_then_are_refused_and_none_is_lost()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/prlimit"), "Needs prlimit.");
        await using var receiver = await StartAsync();
        // No file may grow beyond this; the spool is smaller from the start.
        await LimitFilesAsync(receiver, "2097152:unlimited");
        using var platform = new Platform(receiver, seed: 6);
        using var stop = new CancellationTokenSource();
        var sending = platform.SendLongAsync(connections: 8, stop.Token);
        await RefusesAsync(receiver);
        await LimitFilesAsync(receiver, "unlimited:unlimited");
        var back = await receiver.WaitForReadinessAsync("\"ready\"");
        TestContext.Current.SendDiagnosticMessage($"limit: back after {back.TotalMilliseconds:F0} ms");
        Assert.InRange(back, TimeSpan.Zero, Soon);
        await stop.CancelAsync();
        await sending;
        await receiver.OutputUntilAsync("messages refused with 503");
        // However many were refused: one line at once, one when it was over, and those of the sum.
        Assert.InRange(receiver.Output.Split("messages refused with 503").Length - 1, 1, 2);
        Assert.InRange(receiver.Output.Split("refused: ").Length - 1, 1, 2);
        Assert.Equal(["ServiceUnavailable"], platform.OtherStatuses.Keys.Select(status => $"{status}"));
        await BalanceAsync(receiver, platform);
    }

    [Fact]
    public async Task On_a_full_disk_a_killed_server_starts_again_and_answers_from_the_spool()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/prlimit"), "Needs prlimit.");
        await using var receiver = await StartAsync();
        using var platform = new Platform(receiver, seed: 12);
        // Until the log of the store is longer than any file may become.
        for (var i = 0; new FileInfo(System.IO.Path.Combine(receiver.Data, "journal.db-wal")).Length < 1_100_000; i++)
        {
            Assert.True(i < 1_000, "The log does not grow.");
            await platform.SendOneAsync();
        }

        await LimitFilesAsync(receiver, "1048576:unlimited");
        await SayAsync(platform, 20);
        for (var start = 0; start < 2; start++)
        {
            await receiver.KillAsync();
            receiver.Before = "ulimit -f 1024";
            await receiver.StartAsync();
            // What is in the log may fit into the file meanwhile, so that the store works again.
            await receiver.OutputUntilAsync("Messages are kept in the spool");
            await Task.WhenAll(platform.Sent.Select(platform.DeliverAsync));
            await SayAsync(platform, 10);
        }

        Assert.Equal(0, platform.Different);
        Assert.Empty(platform.OtherStatuses);
        await receiver.KillAsync();
        receiver.Before = ":";
        await receiver.StartAsync();
        await receiver.WaitForReadinessAsync("\"ready\"");
        await BalanceAsync(receiver, platform);
    }

    [Fact]
    public async Task A_foreign_program_that_holds_the_file_makes_nobody_wait_ten_seconds()
    {
        await using var receiver = await StartAsync();
        using var platform = new Platform(receiver, seed: 8);
        await SayAsync(platform, 5);
        await using (var external = new Microsoft.Data.Sqlite.SqliteConnection(Path(receiver)))
        {
            await external.OpenAsync(TestContext.Current.CancellationToken);
            WebhookReceiver.Storage.Sqlite.Database.Execute(external, "BEGIN IMMEDIATE");
            var since = Stopwatch.GetTimestamp();
            await SayAsync(platform, 64);
            Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(1), Soon);
            Assert.Contains("store fails (busy)", await receiver.ReadinessAsync(), StringComparison.Ordinal);
        }

        Assert.InRange(await receiver.WaitForReadinessAsync("\"ready\""), TimeSpan.Zero, Soon);
        await BalanceAsync(receiver, platform);
    }

    [Fact]
    public async Task A_destroyed_store_is_set_aside_loudly_and_what_was_spooled_is_still_the_answer()
    {
        await using var receiver = await StartAsync();
        using var before = new Platform(receiver, seed: 9);
        await SayAsync(before, 10);
        using var spooled = new Platform(receiver, seed: 10);
        await using (var external = new Microsoft.Data.Sqlite.SqliteConnection(Path(receiver)))
        {
            await external.OpenAsync(TestContext.Current.CancellationToken);
            WebhookReceiver.Storage.Sqlite.Database.Execute(external, "BEGIN IMMEDIATE");
            await SayAsync(spooled, 10);
            await receiver.KillAsync();
        }

        var path = System.IO.Path.Combine(receiver.Data, "journal.db");
        File.Delete(path + "-wal");
        await File.WriteAllBytesAsync(path, new byte[40_960], TestContext.Current.CancellationToken);
        await receiver.StartAsync();

        await receiver.OutputUntilAsync("THE JOURNAL IS DAMAGED");
        Assert.Single(Directory.GetFiles(receiver.Data, "journal.db.damaged-*"));
        await Task.WhenAll(spooled.Sent.Select(spooled.DeliverAsync));
        Assert.Equal(0, spooled.Different);
    }

    public void Dispose() => _folder.Dispose();

    private static Task SayAsync(Platform platform, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => platform.SendOneAsync()));

    /// <summary>
    /// Waits until everything tells that messages are refused. Until the file is full, too, the store takes what is in
    /// the spool once more, and refusing ends for a moment.
    /// </summary>
    private static async Task RefusesAsync(ReceiverProcess receiver)
    {
        using var http = new HttpClient();
        var told = "";
        for (var look = 0; look < 100; look++)
        {
            await receiver.WaitForReadinessAsync("messages are refused");
            using var ready = await http.GetAsync(receiver.Ready, TestContext.Current.CancellationToken);
            var metrics = await http.GetStringAsync(receiver.Metrics, TestContext.Current.CancellationToken);
            told = $"{ready.StatusCode} {await ready.TextAsync()}\n{metrics}";
            if (
                told.StartsWith("ServiceUnavailable {\"status\":\"refusing\"", StringComparison.Ordinal)
                && Metric(metrics, "wr_refusing") is "1"
                && Metric(metrics, "wr_spool_fill")?.StartsWith("0.9", StringComparison.Ordinal) is true
            )
            {
                return;
            }
        }

        Assert.Fail(told);
    }

    private static string? Metric(string metrics, string name) =>
        metrics
            .Split('\n')
            .FirstOrDefault(line => line.StartsWith(name + "{", StringComparison.Ordinal))
            ?.Split("} ")[1]
            .Split(' ')[0];

    private static async Task BalanceAsync(ReceiverProcess receiver, Platform platform)
    {
        await Parallel.ForEachAsync(
            platform.Sent,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (message, _) => await platform.DeliverAsync(message)
        );
        var unaccounted = await KillRun.UnaccountedAsync(receiver);
        Assert.Equal(0, await receiver.StopAsync());
        var (code, export) = await receiver.RunAsync("journal", "export");
        Assert.True(code == 0, export);
        var balance = Balance.Of(platform.Sent, platform.Different, export, unaccounted);
        Assert.True(balance.IsExact, $"{balance}");
    }

    private static string Path(ReceiverProcess receiver) =>
        $"Data Source={System.IO.Path.Combine(receiver.Data, "journal.db")};Pooling=False";

    private static Task LimitFilesAsync(ReceiverProcess receiver, string limit) =>
        ReceiverProcess.RunToolAsync("prlimit", "--pid", $"{receiver.ProcessId}", $"--fsize={limit}");

    private async Task<ReceiverProcess> StartAsync()
    {
        var receiver = new ReceiverProcess(
            _folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Journal__SpoolBytes"] = $"{1 << 20}",
                // Otherwise the runtime writes its code into a file in memory, which the limit counts too.
                ["DOTNET_EnableWriteXorExecute"] = "0",
            }
        );
        _folder.Write("rules/rules.yaml", KillRun.Rules);
        await receiver.StartAsync();
        return receiver;
    }
}
