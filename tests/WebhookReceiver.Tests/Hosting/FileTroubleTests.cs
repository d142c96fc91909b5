using WebhookReceiver.Hosting;

namespace WebhookReceiver.Tests.Hosting;

public sealed class FileTroubleTests
{
    private const string Elsewhere = "or name another place.";

    [Theory]
    [InlineData(30, $"the file system is read-only: Mount it for writing, {Elsewhere}")]
    [InlineData(28, $"there is no space left: Free some, {Elsewhere}")]
    [InlineData(122, $"there is no space left: Free some, {Elsewhere}")]
    [InlineData(24, "too many files are open: Let this process have more: ulimit -n, LimitNOFILE= or --ulimit nofile.")]
    [InlineData(23, "too many files are open: Let this process have more: ulimit -n, LimitNOFILE= or --ulimit nofile.")]
    [InlineData(20, $"a part of the path is a file: Remove it, {Elsewhere}")]
    [InlineData(17, $"a part of the path is a file: Remove it, {Elsewhere}")]
    [InlineData(5, $"Input/output error: Make it writable for this user, {Elsewhere}")]
    public void Each_error_of_the_system_has_its_words_and_its_cure(int number, string told)
    {
        var trouble = FileTrouble.Of(new IOException("Input/output error", number));
        Assert.Equal(told, $"{trouble.What}: {trouble.Cure}");
        Assert.False(FileTrouble.IsHeld(new IOException("", number)));
    }

    [Fact]
    public void A_refused_access_names_the_user()
    {
        var trouble = FileTrouble.Of(new UnauthorizedAccessException("Access denied.", new IOException("", 13)));
        Assert.Equal($"user {Environment.UserName} has no rights: Access denied", trouble.What);
    }

    [Theory]
    [InlineData("EROFS", "the file system is read-only")]
    [InlineData("ENOSPC", "there is no space left")]
    [InlineData("EMFILE", "too many files are open")]
    [InlineData("EACCES", "has no rights")]
    public async Task A_data_folder_that_cannot_be_used_is_refused_for_what_it_is(string error, string told)
    {
        using var data = new TemporaryFolder();
        data.Write("lock", "");
        var (code, errors) = await InjectedAsync(data, error);
        Assert.SkipWhen(code is null, "strace is missing or may not attach here.");

        Assert.Equal(1, code);
        Assert.StartsWith(
            $"Cannot start. Journal:Folder: cannot write in {data.Path} (",
            errors,
            StringComparison.Ordinal
        );
        Assert.Contains(told, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_folder_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data", "a file");

        var (code, _, errors) = await ServerProcess.RunAsync([], ("Journal__Folder", folder.PathOf("data")));

        Assert.Equal(
            (
                1,
                $"Cannot start. Journal:Folder: cannot write in {folder.PathOf("data")} (a part of the path is a file). Remove it, or name another place."
            ),
            (code, errors.Trim())
        );
    }

    /// <summary>Starts a server whose file "lock" cannot be opened.</summary>
    private static async Task<(int? Code, string Errors)> InjectedAsync(TemporaryFolder data, string error)
    {
        var start = new System.Diagnostics.ProcessStartInfo(
            "strace",
            [
                "-f",
                "-o",
                data.PathOf("trace"),
                "-P",
                data.PathOf("lock"),
                "-e",
                $"inject=openat:error={error}",
                "dotnet",
                Path.Combine(AppContext.BaseDirectory, "WebhookReceiver.dll"),
            ]
        )
        {
            Environment =
            {
                ["Journal__Folder"] = data.Path,
                ["Receiving__Port"] = "0",
                ["Management__Port"] = "0",
            },
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = System.Diagnostics.Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await output;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return errors.StartsWith("strace:", StringComparison.Ordinal) ? (null, errors) : (process.ExitCode, errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "");
        }
    }
}
