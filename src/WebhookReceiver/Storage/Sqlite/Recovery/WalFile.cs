namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>The write-ahead log beside the journal.</summary>
internal static class WalFile
{
    /// <summary>
    /// Sets a log aside that SQLite would ignore, and with it answered messages.
    /// </summary>
    /// <returns>Its new path; <see langword="null"/> if the log is good.</returns>
    public static string? SetAsideIfUnreadable(string path, DateTimeOffset now) =>
        LengthOf(path) > 0 && !WalScan.Of(Of(path)).IsReadable ? SetAside(path, "damaged", now) : null;

    /// <summary>Renames the log, never deletes it.</summary>
    /// <returns>The new path.</returns>
    public static string SetAside(string path, string why, DateTimeOffset now)
    {
        var aside = FreeName(Of(path), why, now);
        File.Move(Of(path), aside);
        return aside;
    }

    /// <summary>Copies the log before SQLite drops a part of it.</summary>
    /// <returns>The path of the copy.</returns>
    public static string CopyAside(string path, string why, DateTimeOffset now)
    {
        var aside = FreeName(Of(path), why, now);
        File.Copy(Of(path), aside);
        return aside;
    }

    /// <summary>Whether there is something that does not begin like a log. SQLite has no locks on it, so it may be opened and closed.</summary>
    public static bool HasForeignHead(string path)
    {
        if (LengthOf(path) == 0)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[sizeof(uint)];
        try
        {
            using var log = File.OpenHandle(
                Of(path),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            return RandomAccess.Read(log, head, 0) < head.Length || !WalScan.IsHead(head);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static long LengthOf(string path)
    {
        var log = new FileInfo(Of(path));
        return log.Exists ? log.Length : 0;
    }

    /// <summary>A name with the time that no file has.</summary>
    public static string FreeName(string path, string why, DateTimeOffset now)
    {
        var aside = $"{path}.{why}-{now.UtcDateTime:yyyyMMdd-HHmmss}";
        var name = aside;
        for (var n = 2; File.Exists(name) || File.Exists(name + "-wal"); n++)
        {
            name = $"{aside}-{n}";
        }

        return name;
    }

    public static string Of(string path) => path + "-wal";
}
