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

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream owned, Secrets secrets, bool wasUsed)
    {
        FullPath = path;
        _lock = owned;
        Secrets = secrets;
        WasUsed = wasUsed;
        Rights = DataFolderRights.Close(path);
    }

    public string FullPath { get; }

    public Secrets Secrets { get; }

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
            var traces = Traces.Any(name => File.Exists(Path.Combine(full, name)));
            var owned = Own(full);
            try
            {
                var secrets = Secrets.ReadOrMake(Path.Combine(full, SecretsName));
                return new DataFolder(full, owned, secrets, traces || secrets.AreOfServer);
            }
            catch
            {
                owned.Dispose();
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
                return new FileStream(path, PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite));
            }
            catch (IOException e) when (FileTrouble.IsHeld(e) && tries < MostTries)
            {
                Thread.Sleep(BetweenTries);
            }
            catch (IOException e) when (FileTrouble.IsHeld(e))
            {
                throw InUse(full, e);
            }
        }
    }

    private static StartRefusedException NotWritable(string full, Exception e) =>
        new($"Journal:Folder: cannot write in {full} ({FileTrouble.Of(e).What}). {FileTrouble.Of(e).Cure}", e);

    private static StartRefusedException InUse(string full, IOException e) =>
        new(
            $"Journal:Folder: {full} is in use by another running server. Stop that one, or give this one a folder of its own.",
            e
        );
}
