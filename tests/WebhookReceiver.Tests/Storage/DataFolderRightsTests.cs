using System.Diagnostics;
using WebhookReceiver.Commands;
using WebhookReceiver.Storage;
using WebhookReceiver.Tests.Commands;

namespace WebhookReceiver.Tests.Storage;

/// <summary>No other account of the machine reads what the server keeps.</summary>
public sealed class DataFolderRightsTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly (string, string) Rules = ("a.yaml", "rules:\n  - { when: hi, reply: Hi! }\n");

    [Fact]
    public async Task Everything_in_the_data_folder_is_private_while_running_and_afterwards()
    {
        SkipOnWindows();
        using var parent = new TemporaryFolder();
        var data = parent.PathOf("data");
        await using (
            var app = new WebhookApp(Rules).With("Journal:Folder", data).With("Sending:Token", "token-of-this-test")
        )
        {
            await app.SayAsync("hi");
            using var looked = await app.Management.GetAsync(
                new Uri("/api/rules", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            // The worker that sends makes its file when it begins.
            while (!Names(data).Contains("sending.window", StringComparer.Ordinal))
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            Assert.Equal([], Open(data));
            Assert.Contains("journal.db-wal", Names(data));
        }

        Assert.Equal([], Open(data));
        var backup = parent.PathOf("backup.db");
        var (code, _, _) = await Verb.RunAsync(JournalCommand.Create([$"--Journal:Folder={data}"]), "backup", backup);
        Assert.Equal((0, Private), (code, ModeOf(backup)));
    }

    [Fact]
    public async Task A_folder_that_was_open_is_closed_and_told_once_and_other_files_in_it_stay()
    {
        SkipOnWindows();
        using var data = new TemporaryFolder();
        data.Write("notes.txt", "not ours");
        await using (var app = new WebhookApp(Rules).With("Journal:Folder", data.Path))
        {
            await app.SayAsync("hi");
        }

        const UnixFileMode OpenToAll =
            Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        SetMode(data.Path, OpenToAll | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        foreach (var name in Names(data.Path))
        {
            SetMode(data.PathOf(name), OpenToAll);
        }

        await using var after = new WebhookApp(Rules).With("Journal:Folder", data.Path);
        await after.SayAsync("hi");

        Assert.Equal(["notes.txt"], Open(data.Path));
        Assert.Equal(
            [$"Other accounts of this machine had rights in the data folder \"{data.Path}\"; they have none now"],
            after
                .Log.MessagesOf<JournalStartup>()
                .Select(line =>
                    line.Replace($"folder {data.Path}", $"folder \"{data.Path}\"", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task Whatever_the_umask_is_files_are_private()
    {
        SkipOnWindows();
        using var data = new TemporaryFolder();
        var start = new ProcessStartInfo(
            "sh",
            ["-c", "umask 000; exec dotnet \"$0\" url", Path.Combine(AppContext.BaseDirectory, "WebhookReceiver.dll")]
        )
        {
            Environment = { ["Journal__Folder"] = data.PathOf("made") },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal([], Open(data.PathOf("made")));
        Assert.Equal(["secrets"], Names(data.PathOf("made")));
    }

    private static void SkipOnWindows() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no file modes on Windows.");

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    /// <summary>What others may read, write or enter; a point for the folder itself.</summary>
    private static IEnumerable<string> Open(string folder)
    {
        if ((ModeOf(folder) & ~(Private | UnixFileMode.UserExecute)) != UnixFileMode.None)
        {
            yield return ".";
        }

        foreach (
            var name in Names(folder)
                .Where(name => (ModeOf(Path.Combine(folder, name)) & ~Private) != UnixFileMode.None)
        )
        {
            yield return name;
        }
    }

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
