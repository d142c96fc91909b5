namespace WebhookReceiver.Tests.Decoding;

/// <summary>The tables of the tests: our own samples, and the public corpora beside the repository.</summary>
internal static class TestFiles
{
    private static readonly string Repository = FindRepository();

    public static string Samples { get; } = Path.Combine(Repository, "tests", "WebhookReceiver.Tests", "Samples");

    public static string Corpora { get; } = Path.GetFullPath(Path.Combine(Repository, "..", "shared", "corpora"));

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WebhookReceiver.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
