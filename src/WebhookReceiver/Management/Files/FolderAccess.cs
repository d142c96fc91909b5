namespace WebhookReceiver.Management.Files;

/// <summary>Whether this server may change the rules folder, found out by trying.</summary>
internal static class FolderAccess
{
    /// <summary>The scan of the rules reads no hidden names.</summary>
    private const string Probe = ".console-probe";

    /// <summary>Whether it may, and if not, why and what to do.</summary>
    public static (bool IsWritable, string? Why) Of(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return (
                false,
                $"The rules folder {folder} does not exist. Create it, or name another one by Rules:Folder."
            );
        }

        try
        {
            var path = Path.Combine(folder, Probe);
            using (new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { }

            File.Delete(path);
            return (true, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (false, WhyNot(folder, e));
        }
    }

    /// <summary>Whether a git work tree holds the folder. Git itself is never run.</summary>
    public static bool IsInGit(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (System.IO.Path.Exists(System.IO.Path.Combine(at.FullName, ".git")))
            {
                return true;
            }
        }

        return false;
    }

    private static string WhyNot(string folder, Exception e)
    {
        var reason = e.Message.Contains("Read-only", StringComparison.OrdinalIgnoreCase)
            ? $"{folder} is mounted read-only"
            : $"{folder} belongs to another user, or is read-only";
        return $"This server may read the rules but not change them ({reason}). You can edit and test here; to make it live, "
            + "put the file into the folder yourself, or start the container without `:ro` and with `--user` of the folder's owner.";
    }
}
