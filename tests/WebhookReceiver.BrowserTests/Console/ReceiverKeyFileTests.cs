using WebhookReceiver.Tests;

namespace WebhookReceiver.BrowserTests.Console;

/// <summary>The key that receiver and console share by a file, as compose.yaml has them do.</summary>
public sealed class ReceiverKeyFileTests : IDisposable
{
    private static readonly Uri Nobody = new("http://127.0.0.1:1");

    private readonly TemporaryFolder _folder = new();

    private string KeyPath => _folder.PathOf("management");

    [Theory]
    [InlineData("", "{0} is empty. Delete it, and restart the receiver, which makes a new one.")]
    [InlineData("\n", "{0} is empty. Delete it, and restart the receiver, which makes a new one.")]
    [InlineData("two words", "{0} holds no key. Name the file of the receiver's Management:KeyFile.")]
    [InlineData("\0\u0001binary", "{0} holds no key. Name the file of the receiver's Management:KeyFile.")]
    public async Task A_file_without_a_key_is_refused_in_one_line(string content, string expected)
    {
        _folder.Write("management", content);
        Grant(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Equal(Line(expected, KeyPath), await RefusalAsync(KeyPath));
    }

    [Fact]
    public async Task A_missing_file_a_folder_and_a_file_that_others_may_use_are_told_apart()
    {
        Assert.Equal(
            Line(
                "there is no file {0}. Set the receiver's Management:KeyFile to it, and start the receiver first.",
                KeyPath
            ),
            await RefusalAsync(KeyPath)
        );
        Assert.Equal(
            Line("{0} is a folder. Name the file of the receiver's Management:KeyFile.", _folder.Path),
            await RefusalAsync(_folder.Path)
        );

        _folder.Write("management", "key-of-the-receiver-itself");
        Grant(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Equal(
            Line("accounts other than its owner may use {0}. Run: chmod 600 {0}", KeyPath),
            await RefusalAsync(KeyPath)
        );
    }

    public void Dispose() => _folder.Dispose();

    private static string Line(string text, string path) =>
        $"Cannot start. Console:ReceiverKeyFile: {string.Format(null, text, path)}";

    private static async Task<string> RefusalAsync(string path) =>
        (await ConsoleProcess.RefusalAsync(Nobody, $"--Console:ReceiverKeyFile={path}")).Trim();

    private void Grant(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, mode);
        }
    }
}
