namespace WebhookReceiver.Tests;

/// <summary>The repository's path, for tests of checked-in files.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "WebhookReceiver.sln")))
        {
            folder =
                System.IO.Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("WebhookReceiver.sln");
        }

        return folder;
    }
}
