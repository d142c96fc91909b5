namespace WebhookReceiver.Rules.Loading;

/// <summary>Resolves all links in a path.</summary>
internal static class RealPath
{
    /// <summary>Linux's own limit of links.</summary>
    private const int MostLinks = 40;

    /// <summary>The path without links; null for a cycle.</summary>
    /// <remarks>
    /// The framework resolves only the last part of a path, so a link in the middle could lead out of a folder.
    /// </remarks>
    public static string? Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        var parts = new Stack<string>();
        Push(parts, full[real.Length..]);
        var links = 0;
        while (parts.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
                return null;
            if (Path.IsPathRooted(target))
                real = Path.GetPathRoot(target)!;
            Push(parts, target);
        }

        return real;
    }

    /// <summary>Whether the resolved path is the folder or inside it.</summary>
    public static bool IsInside(string path, string folder) =>
        path == folder
        || path.StartsWith(
            Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );

    private static void Push(Stack<string> parts, string path)
    {
        var separators = new[] { Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar };
        foreach (var part in path.Split(separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (part != ".")
                parts.Push(part);
        }
    }
}
