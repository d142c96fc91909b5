using WebhookReceiver.Hosting;
using WebhookReceiver.Storage;

namespace WebhookReceiver.Tests.Storage;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Secrets_are_made_once_and_stay()
    {
        using (var first = DataFolder.Open(_folder.PathOf("data")))
        {
            Assert.True(first.Secrets.AreNew);
            Assert.Matches("^[A-Za-z0-9_-]{43}$", first.Secrets.WebhookKey);
            Assert.Equal(32, first.Secrets.HashKey.Length);
            Assert.Equal(first.Secrets.WebhookKey, DataFolder.SecretsOf(first.FullPath).WebhookKey);
        }

        var made = File.ReadAllText(_folder.PathOf("data/secrets"));
        using var second = DataFolder.Open(_folder.PathOf("data"));
        Assert.False(second.Secrets.AreNew);
        Assert.Contains(second.Secrets.WebhookKey, made, StringComparison.Ordinal);
        Assert.Equal("***", second.Secrets.ToString());
    }

    [Fact]
    public void Only_the_owner_may_read_the_secrets()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no file modes there
        }

        using var data = DataFolder.Open(_folder.PathOf("data"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.PathOf("secrets")));
        Assert.Equal(["lock", "secrets"], Directory.GetFiles(data.FullPath).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_second_server_on_the_same_folder_is_refused()
    {
        using var first = DataFolder.Open(_folder.Path);

        var refusal = Assert.Throws<StartRefusedException>(() => DataFolder.Open(_folder.Path));

        Assert.Equal(
            $"Journal:Folder: {_folder.Path} is in use by another running server. Stop that one, or give this one a folder of its own.",
            refusal.Message
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("webhook-key: short\nhash-key: AAAA\n")]
    [InlineData("webhook-key: 0123456789012345678901234567890123456789012\n")]
    public void A_damaged_secrets_file_refuses_the_start_and_is_left_alone(string content)
    {
        _folder.Write("secrets", content);

        var refusal = Assert.Throws<StartRefusedException>(() => DataFolder.Open(_folder.Path));

        Assert.StartsWith(
            $"The file {_folder.PathOf("secrets")} is damaged.",
            refusal.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(content, File.ReadAllText(_folder.PathOf("secrets")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_refuses_the_start_by_the_name_of_the_setting()
    {
        _folder.Write("file", "in the way");

        var refusal = Assert.Throws<StartRefusedException>(() => DataFolder.Open(_folder.PathOf("file/data")));

        Assert.StartsWith(
            $"Journal:Folder: cannot write in {_folder.PathOf("file/data")} (",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _folder.Dispose();
}
