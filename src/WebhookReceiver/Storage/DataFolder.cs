using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage;

/// <summary>The folder of all data that must survive a restart. One process at a time owns it.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string SecretsName = "secrets";
    private const string LockName = "lock";
    private const int MostTries = 25;

    /// <summary>Files that only a server makes.</summary>
    private static readonly string[] Traces = [LockName, "last-good-rules.zip", "journal.spool"];

    /// <summary>How the names of the program's own files begin.</summary>
    private static readonly string[] Beginnings =
    [
        "audit",
        "journal.",
        "last-good-rules",
        LockName,
        SecretsName,
        "sending.",
    ];

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private FolderLock _folder;
    private FileStream _lock;
    private WatchedFile _watched;

    private DataFolder(string path, FolderLock folder, FileStream owned, Secrets secrets, bool wasUsed)
    {
        FullPath = path;
        _folder = folder;
        _lock = owned;
        _watched = new WatchedFile(PathOf(LockName));
        Secrets = secrets;
        WasUsed = wasUsed;
        Rights = DataFolderRights.Close(path);
    }

    public string FullPath { get; }

    public Secrets Secrets { get; private set; }

    /// <summary>True if a server ran on this folder before, so it must have a journal.</summary>
    public bool WasUsed { get; }

    /// <summary>The rights of other accounts at the start.</summary>
    public DataFolderRights Rights { get; }

    /// <summary>Opens the folder exclusively and creates missing parts.</summary>
    /// <exception cref="StartRefusedException">
    /// The folder cannot be written, is in use, or its secrets are damaged.
    /// </exception>
    public static DataFolder Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            PrivateFiles.CreateFolder(full);
            DemandFiles(full);
            var traces = Traces.Any(name => File.Exists(Path.Combine(full, name)));
            var folder = Own(full, () => FolderLock.Of(full));
            FileStream? owned = null;
            try
            {
                owned = Own(full, () => TryLock(full));
                var secrets = Secrets.ReadOrMake(Path.Combine(full, SecretsName));
                return new DataFolder(full, folder, owned, secrets, traces || secrets.AreOfServer);
            }
            catch
            {
                owned?.Dispose();
                folder.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(full, e);
        }
    }

    /// <summary>The secrets of a folder that another process may own; creates missing ones.</summary>
    public static Secrets SecretsOf(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            PrivateFiles.CreateFolder(full);
            DemandFiles(full);
            return Secrets.ReadOrMake(Path.Combine(full, SecretsName), isServer: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(full, e);
        }
    }

    /// <summary>Whether a server owns the folder. A server that starts at this very moment waits until this has looked.</summary>
    public static bool IsInUse(string path)
    {
        var full = Path.GetFullPath(path);
        if (!Directory.Exists(full))
        {
            return false;
        }

        using var folder = FolderLock.Of(full);
        if (folder is null)
        {
            return true;
        }

        if (!File.Exists(Path.Combine(full, LockName)))
        {
            return false;
        }

        try
        {
            using var free = new FileStream(
                Path.Combine(full, LockName),
                FileMode.Open,
                FileAccess.Read,
                FileShare.None
            );
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>
    /// Called every second: whoever removes the lock opens the folder to a second server. It is made anew; so are the secrets, without which the
    /// next start would have another address.
    /// </summary>
    /// <returns>False if another server took the folder meanwhile.</returns>
    public bool Look(LostFiles lostFiles)
    {
        try
        {
            return IsOurs(lostFiles);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody can make it anew here, so no other server has.
            lostFiles.Found(
                LostFiles.Lock,
                PathOf(LockName),
                FileLoss.Gone,
                $"It cannot be made anew ({FileTrouble.Of(e).What})"
            );
            return true;
        }
    }

    private bool IsOurs(LostFiles lostFiles)
    {
        if (!File.Exists(PathOf(SecretsName)) && Directory.Exists(FullPath))
        {
            lostFiles.Found(LostFiles.Secrets, PathOf(SecretsName), FileLoss.Gone, "It is made anew");
            Secrets.WriteAnew(PathOf(SecretsName));
        }

        var loss = _watched.Look(thoroughly: true);
        if (loss is FileLoss.None)
        {
            return true;
        }

#pragma warning disable CA2000 // kept as the lock until the end
        if (TryLock(FullPath) is not { } anew)
#pragma warning restore CA2000
        {
            lostFiles.Found(
                LostFiles.Lock,
                PathOf(LockName),
                loss,
                "Another server has taken the folder: this one refuses all messages. Stop one of both, and start this one again if it is to stay"
            );
            return false;
        }

        lostFiles.Found(LostFiles.Lock, PathOf(LockName), loss, "It is made anew");
        _lock.Dispose();
        _lock = anew;
        _watched = new WatchedFile(PathOf(LockName));
        // The folder may be another one, too.
        _folder.Dispose();
        _folder = FolderLock.Of(FullPath) ?? _folder;
        return true;
    }

    /// <summary>From now on the secrets are those of an installation with several servers.</summary>
    public void Adopt(Secrets shared) => Secrets = shared;

    /// <summary>Path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(FullPath, name);

    public void Dispose()
    {
        _lock.Dispose();
        _folder.Dispose();
    }

    /// <exception cref="StartRefusedException">A pipe, a socket or a device has the name of one of the program's files.</exception>
    private static void DemandFiles(string full)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(full))
        {
            var name = Path.GetFileName(path);
            if (
                Array.Exists(Beginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal))
                && FileFacts.Of(path) is { IsOdd: true }
            )
            {
                throw new StartRefusedException(
                    $"Journal:Folder: {path} is no file but a pipe, a socket or a device. Remove it, or name another folder."
                );
            }
        }
    }

    /// <summary>Locks the folder. If a stopping server is just about to release it, this waits a moment.</summary>
    private static T Own<T>(string full, Func<T?> tryLock)
        where T : class
    {
        for (var tries = 1; tries < MostTries; tries++)
        {
            if (tryLock() is { } owned)
            {
                return owned;
            }

            Thread.Sleep(BetweenTries);
        }

        return tryLock() ?? throw InUse(full);
    }

    /// <summary>Null if another process holds it.</summary>
    private static FileStream? TryLock(string full)
    {
        try
        {
            return new FileStream(
                Path.Combine(full, LockName),
                PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite)
            );
        }
        catch (IOException e) when (FileTrouble.IsHeld(e))
        {
            return null;
        }
    }

    private static StartRefusedException NotWritable(string full, Exception e) =>
        new($"Journal:Folder: cannot write in {full} ({FileTrouble.Of(e).What}). {FileTrouble.Of(e).Cure}", e);

    private static StartRefusedException InUse(string full) =>
        new(
            $"Journal:Folder: {full} is in use by another running server. Stop that one, or give this one a folder of its own."
        );
}
