using WebhookReceiver.Commands;
using WebhookReceiver.Tests.Storage;

namespace WebhookReceiver.Tests.Commands;

/// <summary>A path that cannot be used is told in one line with the path and a cure, without a stack trace.</summary>
public sealed class PathTroubleTests : IDisposable
{
    private readonly JournalRig _rig = new();

    private string Data => Path.GetDirectoryName(_rig.Paths.Database)!;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_backup_into_a_missing_folder_is_refused()
    {
        var folder = Path.Combine(Data, "missing");
        var target = Path.Combine(folder, "x.db");
        Assert.Equal(
            $"Cannot start. {target} cannot be written: there is no folder {folder}. Create it first, or name another place.",
            await RefusalAsync("journal", "backup", target)
        );
    }

    [Fact]
    public async Task A_backup_over_a_folder_is_refused() =>
        Assert.Equal(
            $"Cannot start. {Data} is a folder. Name a new file, such as {Path.Combine(Data, "backup.db")}; nothing was changed.",
            await RefusalAsync("journal", "backup", Data)
        );

    [Fact]
    public async Task A_backup_where_nothing_can_be_written_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has /proc");
        Assert.StartsWith(
            "Cannot start. /proc/x.db cannot be written: ",
            await RefusalAsync("journal", "backup", "/proc/x.db"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_refused()
    {
        _rig.Folder.Write("a.txt", "");
        var file = _rig.Folder.PathOf("a.txt");
        var (code, _, errors) = await ServerProcess.RunAsync(["journal", "count", $"--Journal:Folder={file}"]);

        Assert.Equal(
            (
                1,
                $"Cannot start. Journal:Folder: cannot write in {file} (a part of the path is a file). Remove it, or name another place."
            ),
            (code, errors.Trim())
        );
    }

    private async Task<string> RefusalAsync(params string[] words)
    {
        var (code, output, errors) = await ServerProcess.RunAsync([.. words, $"--Journal:Folder={Data}"]);
        Assert.Equal((CommandLine.Failed, ""), (code, output.Trim()));
        return errors.Trim();
    }
}
