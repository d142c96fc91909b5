using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage;

/// <summary>The folder of all data that must survive a restart. One process at a time owns it.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string SecretsName = "secrets";
    private const string LockName = "lock";
    private const int MostTries = 25;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream owned, Secrets secrets)
    {
        FullPath = path;
        _lock = owned;
        Secrets = secrets;
    }

    public string FullPath { get; }

    public Secrets Secrets { get; }

    /// <summary>Opens the folder exclusively and creates missing parts.</summary>
    /// <exception cref="StartRefusedException">
    /// The folder cannot be written, is in use, or its secrets are damaged.
    /// </exception>
    public static DataFolder Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            var owned = Own(full);
            try
            {
                return new DataFolder(full, owned, Secrets.ReadOrMake(Path.Combine(full, SecretsName)));
            }
            catch
            {
                owned.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"Journal:Folder: cannot write in {full} ({e.Message}). Make it writable for this user, or name another folder.",
                e
            );
        }
    }

    /// <summary>The secrets of a folder that another process may own; creates missing ones.</summary>
    public static Secrets SecretsOf(string path)
    {
        var full = Directory.CreateDirectory(path).FullName;
        return Secrets.ReadOrMake(Path.Combine(full, SecretsName));
    }

    /// <summary>Whether a server owns the folder. A server that starts at this very moment waits until this has looked.</summary>
    public static bool IsInUse(string path)
    {
        var file = Path.Combine(Path.GetFullPath(path), LockName);
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            using var free = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(FullPath, name);

    public void Dispose() => _lock.Dispose();

    /// <summary>Locks the folder. If a stopping server is just about to release it, this waits a moment.</summary>
    private static FileStream Own(string full)
    {
        var path = Path.Combine(full, LockName);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < MostTries && File.Exists(path))
            {
                Thread.Sleep(BetweenTries);
            }
            catch (IOException e) when (File.Exists(path))
            {
                throw InUse(full, e);
            }
        }
    }

    private static StartRefusedException InUse(string full, IOException e) =>
        new(
            $"Journal:Folder: {full} is in use by another running server. Stop that one, or give this one a folder of its own.",
            e
        );
}
