using System.Diagnostics;
using System.Globalization;
using Npgsql;

[assembly: AssemblyFixture(typeof(WebhookReceiver.Tests.Storage.Postgres.PostgresServer))]

namespace WebhookReceiver.Tests.Storage.Postgres;

/// <summary>
/// A PostgreSQL of the tests' own, started when the first test asks for it. Each test gets a schema of its own. Where no PostgreSQL is installed,
/// the test is skipped and says so.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly Lock Gate = new();
    private static PostgresServer? s_running;
    private string? _folder;

    /// <summary>The folder of the programs; null if they are not installed.</summary>
    public static string? Programs { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
                .Select(path => Path.Combine(path, "bin"))
                .FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
            : null;

    /// <summary>How to connect to the running server.</summary>
    public static string ConnectionString
    {
        get
        {
            Assert.SkipWhen(Programs is null, "PostgreSQL is not installed (Debian: apt install postgresql).");
            lock (Gate)
            {
                Assert.NotNull(s_running);
                s_running._folder ??= Start();
                return $"Host={s_running._folder};Database=postgres;Username=postgres;Maximum Pool Size=20";
            }
        }
    }

    public PostgresServer() => s_running = this;

    /// <summary>Runs a program of PostgreSQL, as a user who may.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var isRoot = Environment.UserName == "root";
        var start = new ProcessStartInfo(isRoot ? "runuser" : Path.Combine(Programs!, program))
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        foreach (
            var argument in isRoot
                ? ["-u", "postgres", "--", Path.Combine(Programs!, program), .. arguments]
                : arguments
        )
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {output}{errors}");
        return output;
    }

    /// <summary>Makes a cluster in a new folder that its user owns.</summary>
    public static string NewCluster(string name)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"{name}-{Environment.ProcessId}-{Guid.NewGuid():N}"[..24]);
        Directory.CreateDirectory(folder);
        if (Environment.UserName == "root")
        {
            using var own = Process.Start("chown", ["postgres", folder]);
            own.WaitForExit();
        }

        Run("initdb", "-D", $"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        return folder;
    }

    public void Dispose()
    {
        if (_folder is { } folder)
        {
            NpgsqlConnection.ClearAllPools();
            StopAtOnce(folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A test run that was killed leaves its server.</summary>
    private static void RemoveLeftovers()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), "wr-pg-*"))
        {
            var process = Path.GetFileName(folder).Split('-')[2];
            if (!Directory.Exists($"/proc/{process}") && Directory.Exists($"{folder}/data"))
            {
                StopAtOnce(folder);
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Ends a cluster as a crash does; it may have ended before.</summary>
    public static void StopAtOnce(string folder)
    {
        if (File.Exists($"{folder}/data/postmaster.pid"))
        {
            Run("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "stop");
        }
    }

    private static string Start()
    {
        RemoveLeftovers();
        var folder = NewCluster("wr-pg");
        Run(
            "pg_ctl",
            "-D",
            $"{folder}/data",
            "-w",
            "-l",
            $"{folder}/log",
            "-o",
            $"-c listen_addresses='' -k {folder} -c max_connections=300 -c fsync=off -c full_page_writes=off",
            "start"
        );
        return folder;
    }
}
