using WebhookReceiver.Tests.Storage.Postgres;

namespace WebhookReceiver.Tests.Reliability.Replicas;

/// <summary>A PostgreSQL that a test may crash, freeze and start again.</summary>
internal sealed class DatabaseProcess : IDisposable
{
    private readonly string _folder = PostgresServer.NewCluster("wr-db");

    public DatabaseProcess() => Start();

    public string ConnectionString => $"Host={_folder};Database=postgres;Username=postgres;Maximum Pool Size=30";

    public void Start() =>
        PostgresServer.Run(
            "pg_ctl",
            "-D",
            $"{_folder}/data",
            "-w",
            "-l",
            $"{_folder}/log",
            "-o",
            $"-c listen_addresses='' -k {_folder} -c max_connections=200",
            "start"
        );

    /// <summary>All its processes end at once, as in a crash.</summary>
    public void Crash() => PostgresServer.StopAtOnce(_folder);

    /// <summary>Stops or continues all its processes.</summary>
    public async Task SignalAsync(string signal)
    {
        var parent = (await File.ReadAllLinesAsync($"{_folder}/data/postmaster.pid"))[0];
        await ReceiverProcess.RunToolAsync("pkill", $"-{signal}", "-P", parent);
        await ReceiverProcess.RunToolAsync("kill", $"-{signal}", parent);
    }

    public void Dispose()
    {
        PostgresServer.StopAtOnce(_folder);
        Directory.Delete(_folder, recursive: true);
    }
}
