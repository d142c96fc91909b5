namespace WebhookReceiver.Tests.Decoding;

/// <summary>The tables of the tests: our own samples, and the public corpora beside the repository.</summary>
internal static class TestFiles
{
    private static readonly string Repository = FindRepository();

    public static string Samples { get; } = Path.Combine(Repository, "tests", "WebhookReceiver.Tests", "Samples");

    public static string Corpora { get; } = Path.GetFullPath(Path.Combine(Repository, "..", "shared", "corpora"));

    /// <summary>Why a test is skipped; null where the corpora are.</summary>
    private static string? NoCorpora { get; } =
        Directory.Exists(Corpora) ? null : $"The public corpora are not beside the repository: {Corpora}";

    /// <summary>The rows of a theory over a file or folder of the corpora; one skipped row where there are none.</summary>
    public static TheoryData<string> RowsOf(string path, Func<string, IEnumerable<string>> read) =>
        NoCorpora is { } reason
            ? [new TheoryDataRow<string>("") { Skip = reason }]
            : [.. read(Path.Combine(Corpora, path))];

    /// <summary>A file or folder of the corpora; skips the test where there are none.</summary>
    public static string FromCorpora(string path)
    {
        Assert.SkipWhen(NoCorpora is not null, NoCorpora ?? "");
        return Path.Combine(Corpora, path);
    }

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
