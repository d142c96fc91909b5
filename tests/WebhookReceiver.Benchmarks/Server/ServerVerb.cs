using System.Diagnostics;
using System.Globalization;

namespace WebhookReceiver.Benchmarks.Server;

/// <summary><c>server [seconds] [rounds] [messages]</c>: publishes the receiver, measures it, writes the document.</summary>
internal static class ServerVerb
{
    public static async Task RunAsync(string[] arguments)
    {
        var root = Root();
        var folder = Directory.CreateTempSubdirectory("receiver-under-load").FullName;
        var published = Path.Combine(folder, "app");
        await PublishAsync(root, published);
        try
        {
            var run = new ServerRun(
                Path.Combine(published, "WebhookReceiver"),
                folder,
                seconds: NumberAt(arguments, 0, 4),
                rounds: NumberAt(arguments, 1, 3),
                million: NumberAt(arguments, 2, 1_000_000)
            );
            var report = await run.RunAsync();
            report.WriteInto(Path.Combine(root, "docs", "performance.md"), Report.Commit());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static int NumberAt(string[] arguments, int index, int otherwise) =>
        arguments.Length > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The same as in the Dockerfile.</summary>
    public static async Task PublishAsync(string root, string target)
    {
        string[] arguments =
        [
            "publish",
            Path.Combine(root, "src", "WebhookReceiver"),
            "-c",
            "Release",
            "--use-current-runtime",
            "--self-contained",
            "false",
            "-p:PublishReadyToRun=true",
            "-p:RestoreLockedMode=false",
            // Another runtime changes the lock file: leave that of the repository alone.
            "-p:NuGetLockFilePath=obj/publish.lock.json",
            "--artifacts-path",
            target + "-artifacts",
            "-o",
            target,
            "-v",
            "quiet",
        ];
        using var publish = Process.Start("dotnet", arguments);
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException("The receiver could not be published.");
        }
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WebhookReceiver.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run this inside the repository.");
        }

        return folder.FullName;
    }
}
