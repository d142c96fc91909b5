namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>A file that was taken from an open store.</summary>
/// <param name="File">See <see cref="LostFiles"/>.</param>
/// <param name="Path">Its path.</param>
/// <param name="What">What was done to it.</param>
internal sealed record StoreLoss(string File, string Path, FileLoss What)
{
    /// <summary>True if a part of the contents is nowhere any more.</summary>
    public bool IsDamage => What is FileLoss.Cut or FileLoss.Overwritten;
}

/// <summary>
/// The files of an open store, compared with their paths before each write and each second: what is written to a removed file would be
/// acknowledged and lost.
/// </summary>
internal sealed class StoreFiles
{
    private readonly WatchedFile _journal;
    private readonly WatchedFile _log;
    private readonly WatchedFile _index;

    public StoreFiles(string path)
    {
        _journal = new WatchedFile(path);
        _log = new WatchedFile(WalFile.Of(path));
        _index = new WatchedFile(path + "-shm");
    }

    /// <param name="thoroughly">Also at heads and links.</param>
    /// <param name="isWhole">Whether a file that became shorter has all it must have: wiping and other programs may shorten it.</param>
    public StoreLoss? Look(bool thoroughly, Func<StoreLoss, bool> isWhole) =>
        Of(_journal, LostFiles.Journal, _journal.Look(thoroughly), isWhole)
        ?? Of(_log, LostFiles.Log, _log.Look(thoroughly, enough: Database.MostBytesKeptOfLog), isWhole)
        ?? Of(_index, LostFiles.Index, _index.Look(thoroughly), isWhole)
        ?? (
            thoroughly && WalFile.HasForeignHead(_journal.Path)
                ? new StoreLoss(LostFiles.Log, _log.Path, FileLoss.Overwritten)
                : null
        );

    /// <summary>This process wrote: it may have made them longer or, in a larger work, shorter.</summary>
    public void Changed()
    {
        _journal.Changed();
        _log.Changed();
    }

    private static StoreLoss? Of(WatchedFile file, string name, FileLoss what, Func<StoreLoss, bool> isWhole)
    {
        if (what is FileLoss.None)
        {
            return null;
        }

        var loss = new StoreLoss(name, file.Path, what);
        if (what is FileLoss.Cut && isWhole(loss))
        {
            file.Changed();
            return null;
        }

        return loss;
    }
}
