using System.Diagnostics;

namespace WebhookReceiver.Tests.Storage;

/// <summary>What is no file, in the place of one: whoever opens a pipe waits until somebody writes into it.</summary>
public sealed class OddFileTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("secrets")]
    [InlineData("lock")]
    [InlineData("journal.db")]
    [InlineData("journal.db-wal")]
    [InlineData("journal.db-shm")]
    [InlineData("journal.spool")]
    [InlineData("journal.running")]
    [InlineData("last-good-rules.zip")]
    [InlineData("sending.window")]
    [InlineData("sending.reached")]
    [InlineData("audit.jsonl")]
    public async Task A_pipe_in_the_place_of_a_file_of_the_data_folder_refuses_the_start_in_one_line(string name)
    {
        using var data = new TemporaryFolder();
        MakePipe(data.PathOf(name));

        Assert.Equal(
            (
                1,
                $"Cannot start. Journal:Folder: {data.PathOf(name)} is no file but a pipe, a socket or a device. Remove it, or name another folder.\n"
            ),
            await StartAsync(("Journal__Folder", data.Path))
        );
    }

    [Fact]
    public async Task A_link_to_a_device_is_refused_like_it()
    {
        using var data = new TemporaryFolder();
        File.CreateSymbolicLink(data.PathOf("journal.spool"), "/dev/zero");

        var (code, errors) = await StartAsync(("Journal__Folder", data.Path));

        Assert.Equal(1, code);
        Assert.Contains($"{data.PathOf("journal.spool")} is no file", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_a_spool_elsewhere_refuses_the_start_too()
    {
        using var data = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        MakePipe(elsewhere.PathOf("spool"));

        Assert.Equal(
            (
                1,
                $"Cannot start. Journal:SpoolFile: {elsewhere.PathOf("spool")} is no file but a pipe, a socket or a device. Name another one.\n"
            ),
            await StartAsync(("Journal__Folder", data.Path), ("Journal__SpoolFile", elsewhere.PathOf("spool")))
        );
    }

    [Fact]
    public async Task A_pipe_of_somebody_else_in_the_data_folder_is_left_alone()
    {
        using var data = new TemporaryFolder();
        MakePipe(data.PathOf("theirs"));
        await using var app = new WebhookApp(("a.yaml", "rules:\n  - reply: Hello!\n")).With(
            "Journal:Folder",
            data.Path
        );

        Assert.Equal("Hello!", await app.SayAsync("hi").WaitAsync(Limit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_link_that_leads_in_a_circle_in_the_place_of_the_journal_refuses_the_start_in_one_line()
    {
        using var data = new TemporaryFolder();
        File.CreateSymbolicLink(data.PathOf("journal.db"), "journal.db");

        Assert.Equal(
            (
                1,
                $"Cannot start. The journal {data.PathOf("journal.db")} cannot be opened: it is a link that leads nowhere. Remove it, or let it lead to the journal.\n"
            ),
            await StartAsync(("Journal__Folder", data.Path))
        );
    }

    private static async Task<(int Code, string Errors)> StartAsync(params (string Name, string Value)[] settings)
    {
        using var server = ServerProcess.Start([], settings);
        var (code, _, errors) = await server.EndAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
        return (code, errors);
    }

    private static void MakePipe(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Which file is a pipe is known on Linux only.");
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }
}
