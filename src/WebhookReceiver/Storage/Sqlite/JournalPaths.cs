using WebhookReceiver.Hosting;

namespace WebhookReceiver.Storage.Sqlite;

/// <summary>The journal's paths, and the key of its hashes.</summary>
internal sealed record JournalPaths(string Database, string Spool, long SpoolBytes, byte[] HashKey)
{
    private const string SpoolName = "journal.spool";
    private const string TemporaryName = "journal.temporary";

    /// <summary>The data folder; the journal may be elsewhere, behind a link.</summary>
    public string Folder
    {
        get => field ?? Path.GetDirectoryName(Database)!;
        init;
    }

    /// <summary>The folder that is deleted with the journal; <see langword="null"/>: the journal is durable.</summary>
    public string? TemporaryFolder { get; init; }

    /// <summary>True if a server wrote this journal before; then a missing one is a loss.</summary>
    public bool MustExist { get; init; }

    /// <summary>For tests: called with each store that is opened.</summary>
    internal Action<SqliteStore>? Opened { get; init; }

    /// <summary>Larger files are checked in the background instead of at start.</summary>
    public long MostBytesCheckedAtStart { get; init; } = 256L << 20;

    public static JournalPaths Of(string folder, Secrets secrets, JournalOptions options)
    {
        var full = Path.GetFullPath(folder);
        return new JournalPaths(
            RealFile(Path.Combine(full, WebhookReceiver.Storage.Sqlite.Database.FileName)),
            string.IsNullOrEmpty(options.SpoolFile)
                ? Path.Combine(full, SpoolName)
                : Path.GetFullPath(options.SpoolFile, full),
            options.SpoolBytes,
            secrets.HashKey
        )
        {
            Folder = full,
        };
    }

    /// <summary>SQLite has the log beside the file that a link leads to, and so do all that look at both.</summary>
    /// <exception cref="StartRefusedException">The link leads in a circle.</exception>
    private static string RealFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            throw new StartRefusedException(
                $"The journal {path} cannot be opened: it is a link that leads nowhere. Remove it, or let it lead to the journal."
            );
        }
    }

    /// <summary>
    /// The paths of the journal of a server. Deletes the temporary folder of a killed server: the data folder has one owner at a
    /// time, so no other process uses it.
    /// </summary>
    /// <exception cref="StartRefusedException">That folder cannot be deleted or created.</exception>
    public static JournalPaths OfServer(DataFolder data, JournalOptions options)
    {
        var temporary = data.PathOf(TemporaryName);
        try
        {
            Remove(temporary);
            if (options.Store is not JournalOptions.None)
            {
                return Of(data.FullPath, data.Secrets, options) with { MustExist = data.WasUsed };
            }

            PrivateFiles.CreateFolder(temporary);
            return new JournalPaths(
                Path.Combine(temporary, WebhookReceiver.Storage.Sqlite.Database.FileName),
                Path.Combine(temporary, SpoolName),
                options.SpoolBytes,
                data.Secrets.HashKey
            )
            {
                TemporaryFolder = temporary,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"Journal:Folder: cannot remove {temporary} ({FileTrouble.Of(e).What}). {FileTrouble.Of(e).Cure}",
                e
            );
        }
    }

    /// <summary>Deletes the temporary folder, if the journal has one.</summary>
    public void RemoveTemporary()
    {
        try
        {
            Remove(TemporaryFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start deletes it, or reports why it cannot.
        }
    }

    private static void Remove(string? folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
