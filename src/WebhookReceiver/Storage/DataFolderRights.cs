using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage;

/// <summary>The rights of other accounts on the data folder and our files in it: taken away at the start, where we may.</summary>
/// <param name="Closed">True if other accounts had rights and have none now.</param>
/// <param name="LeftOpen">Paths on which other accounts still have rights.</param>
internal sealed record DataFolderRights(bool Closed, IReadOnlyList<string> LeftOpen)
{
    /// <summary>Only our own names: the folder may hold other programs' files.</summary>
    private static readonly string[] Ours =
    [
        "secrets",
        ".secrets.*",
        "lock",
        "journal.*",
        "index.*",
        "sending.*",
        "audit*.jsonl",
        "last-good-rules.zip*",
    ];

    public static DataFolderRights Close(string folder)
    {
        var closed = false;
        var open = new List<string>();
        foreach (var path in Ours.SelectMany(name => FilesOf(folder, name)).Prepend(folder))
        {
            var had = PrivateFiles.Close(path, out var isClosed);
            closed |= had != UnixFileMode.None && isClosed;
            if (!isClosed)
            {
                open.Add(path);
            }
        }

        return new DataFolderRights(closed, open);
    }

    // Not through links: their targets are elsewhere and maybe somebody else's.
    private static IEnumerable<string> FilesOf(string folder, string name) =>
        new DirectoryInfo(folder)
            .EnumerateFiles(name)
            .Where(file => file.LinkTarget is null)
            .Select(file => file.FullName);
}
