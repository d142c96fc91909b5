using System.Net;
using WebhookReceiver.Management;

namespace WebhookReceiver.Tests.Management;

/// <summary>The operator's key in a file that is made at the first start.</summary>
public sealed class KeyFileTests : IDisposable
{
    private const string Own = "operator-key-0123456789";

    private readonly TemporaryFolder _folder = new();

    private string KeyPath => _folder.PathOf("management");

    [Fact]
    public async Task The_first_start_makes_a_key_for_its_owner_alone_and_later_starts_keep_it()
    {
        var first = await AskAsync();
        var made = await KeyAsync();
        var second = await AskAsync();

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (first, await AskAsync(made)));
        Assert.Equal(HttpStatusCode.Unauthorized, second);
        Assert.Equal((43, made), (made.Length, await KeyAsync()));
        Assert.Equal([KeyPath], Directory.GetFileSystemEntries(_folder.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        }
    }

    [Fact]
    public async Task Two_folders_get_two_keys()
    {
        await AskAsync();
        var one = await KeyAsync();
        File.Delete(KeyPath);
        await AskAsync();

        Assert.NotEqual(one, await KeyAsync());
    }

    [Fact]
    public async Task A_rest_of_a_start_that_broke_off_is_replaced()
    {
        _folder.Write("management.new", "half a k");

        await AskAsync();

        Assert.Equal(43, (await KeyAsync()).Length);
        Assert.Equal([KeyPath], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task The_key_of_the_settings_counts_and_no_file_is_made()
    {
        await using var app = new WebhookApp().With("Management:KeyFile", KeyPath).With("Management:Key", Own);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(app, Own));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task The_key_opens_the_port_to_others_as_one_of_the_settings_does()
    {
        await using var app = new WebhookApp()
            .With("Management:KeyFile", KeyPath)
            .With("Management:Address", "0.0.0.0");

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(app, null));
    }

    [Theory]
    [InlineData("", "the key in {0} is missing, the file is empty. {1}")]
    [InlineData(" \n\n", "the key in {0} is missing, the file is empty. {1}")]
    [InlineData("short", "the key in {0} is too easy to guess; at least 16 characters. {1}")]
    [InlineData("two words of a passphrase", "the key in {0} must be one line of ASCII letters, digits and signs. {1}")]
    [InlineData(
        "one-line-of-a-key\nanother-line-of-it",
        "the key in {0} must be one line of ASCII letters, digits and signs. {1}"
    )]
    [InlineData("\0\u0001\u0002 binary", "the key in {0} must be one line of ASCII letters, digits and signs. {1}")]
    public async Task A_file_without_a_key_is_refused_in_one_line_with_a_cure(string content, string expected)
    {
        _folder.Write("management", content);
        Grant(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Equal(
            Line(expected, KeyPath, "Delete the file; the server makes a new one at its next start."),
            await RefusalAsync(KeyPath)
        );
    }

    [Theory]
    [InlineData(600)]
    [InlineData(2_000_000)]
    public async Task A_file_that_is_too_long_for_a_key_is_refused(int length)
    {
        _folder.Write("management", new string('k', length));
        Grant(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Equal(
            Line(
                "the key in {0} is too long; at most 512 characters. {1}",
                KeyPath,
                "Delete the file; the server makes a new one at its next start."
            ),
            await RefusalAsync(KeyPath)
        );
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task A_file_that_others_may_use_is_refused_until_its_cure_is_pasted(UnixFileMode others)
    {
        _folder.Write("management", Own);
        Grant(UnixFileMode.UserRead | UnixFileMode.UserWrite | others);

        Assert.Equal(
            Line("accounts other than its owner may use {0}. Run: chmod 600 {0}", KeyPath),
            await RefusalAsync(KeyPath)
        );

        Grant(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Own));
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_and_a_missing_folder_are_named()
    {
        Assert.Equal(
            Line("{0} is a folder. Name a file in it, such as {0}/management.", _folder.Path),
            await RefusalAsync(_folder.Path)
        );
        Assert.StartsWith(
            $"Cannot start. Management:KeyFile: {_folder.PathOf("gone/management")}: Could not find a part of the path",
            await RefusalAsync(_folder.PathOf("gone/management")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_key_is_shown_to_whoever_may_read_the_file_and_a_command_never_makes_one()
    {
        var missing = await ServerProcess.RunAsync(["key", "show"], ("Management__KeyFile", KeyPath));
        await AskAsync();
        var shown = await ServerProcess.RunAsync(["key", "show"], ("Management__KeyFile", KeyPath));
        var none = await ServerProcess.RunAsync(["key", "show"]);

        Assert.Equal((0, await KeyAsync() + "\n"), (shown.Code, shown.Output));
        Assert.Equal((1, ""), (missing.Code, missing.Output));
        Assert.Contains(
            $"Management:KeyFile: there is no file {KeyPath}. The server makes it at its first start.",
            missing.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(
            (1, "The operator has no key. Set Management:Key, or Management:KeyFile to a file.\n"),
            (none.Code, none.Errors)
        );
    }

    [Fact]
    public async Task Commands_ask_the_running_server_with_the_key_of_the_file()
    {
        using var server = ServerProcess.Start([], ("Management__KeyFile", KeyPath));
        await server.OutputUntilAsync("Application started");

        var (code, output, errors) = await ServerProcess.RunAsync(
            ["rules", "status"],
            ("Management__KeyFile", KeyPath),
            ("Management__Port", $"{server.ManagementAddress.Port}")
        );

        Assert.Equal((0, ""), (code, errors));
        Assert.NotEqual("", output);
    }

    public void Dispose() => _folder.Dispose();

    private static string Line(string text, params object[] parts) =>
        $"Cannot start. Management:KeyFile: {string.Format(null, text, parts)}";

    private static async Task<string> RefusalAsync(string path)
    {
        var (code, _, errors) = await ServerProcess.RunAsync([], ("Management__KeyFile", path));
        Assert.Equal(1, code);
        return errors.Trim();
    }

    private async Task<string> KeyAsync() =>
        (await File.ReadAllTextAsync(KeyPath, TestContext.Current.CancellationToken)).Trim();

    private async Task<HttpStatusCode> AskAsync(string? key = null)
    {
        await using var app = new WebhookApp().With("Management:KeyFile", KeyPath);
        return await AskAsync(app, key);
    }

    private static async Task<HttpStatusCode> AskAsync(WebhookApp app, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (key is not null)
        {
            request.Headers.Add(ManagementKeys.Header, key);
        }

        using var response = await app.Management.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private void Grant(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, mode);
        }
    }
}
