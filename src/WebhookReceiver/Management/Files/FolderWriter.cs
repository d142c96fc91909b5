namespace WebhookReceiver.Management.Files;

/// <summary>
/// Writes changes through to the rules folder: each file beside its place, flushed, then renamed, so that nobody ever
/// reads half a file.
/// </summary>
internal static class FolderWriter
{
    /// <summary>All files are written before the first takes its place: a full disk changes nothing.</summary>
    /// <param name="folder">The rules folder.</param>
    /// <param name="changes">Path and content; null removes the file.</param>
    /// <param name="realPathOf">The file behind a path, where it is a link.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(
        string folder,
        IReadOnlyDictionary<string, byte[]?> changes,
        Func<string, string?> realPathOf
    )
    {
        var ready = new List<(string Aside, string Target)>();
        try
        {
            foreach (var (path, content) in changes)
            {
                if (content is not null)
                {
                    var target =
                        realPathOf(path) ?? Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
                    ready.Add((Prepare(target, content), target));
                }
            }

            foreach (var (aside, target) in ready)
            {
                File.Move(aside, target, overwrite: true);
            }

            foreach (var path in changes.Where(change => change.Value is null).Select(change => change.Key))
            {
                var target = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
                if (File.Exists(target))
                {
                    File.Delete(target);
                }
            }
        }
        finally
        {
            ready.ForEach(file => File.Delete(file.Aside));
        }
    }

    /// <summary>A hidden name, which the scan of the rules does not read.</summary>
    private static string Prepare(string target, byte[] content)
    {
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var aside = Path.Combine(folder, $".{Path.GetFileName(target)}.new");
        using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(aside, File.GetUnixFileMode(target));
        }

        return aside;
    }
}
