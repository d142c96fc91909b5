namespace WebhookReceiver.Tests;

/// <summary>A folder of one test, deleted afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("webhook-receiver-").FullName;

    /// <param name="below">Its parent folder.</param>
    public TemporaryFolder(string below) =>
        Path = Directory
            .CreateDirectory(System.IO.Path.Combine(below, $"webhook-receiver-{Guid.NewGuid():N}"))
            .FullName;

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, and creates missing folders.</summary>
    public void Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file still mapped by a closing store must not fail a test that passed; the system cleans its temp folder.
        }
    }
}
