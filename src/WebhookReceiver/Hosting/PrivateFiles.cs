namespace WebhookReceiver.Hosting;

/// <summary>Creates files and folders that no other account may read, whatever the umask is.</summary>
internal static class PrivateFiles
{
    public const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;

    /// <summary>The rights of accounts other than the owner.</summary>
    public const UnixFileMode OfOthers =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Options for a file that is private if this creates it.</summary>
    public static FileStreamOptions Options(
        FileMode mode,
        FileAccess access,
        FileShare share = FileShare.None,
        FileOptions options = FileOptions.None
    )
    {
        var made = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            Options = options,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            made.UnixCreateMode = OfFile;
        }

        return made;
    }

    /// <summary>Creates an empty file before a library opens it, unless it exists.</summary>
    public static void CreateIfMissing(string path)
    {
        if (!Path.Exists(path))
        {
            using var made = new FileStream(
                path,
                Options(FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)
            );
        }
    }

    /// <summary>Creates a folder, unless it exists.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OfFolder);
    }

    /// <summary>Takes the rights of other accounts away.</summary>
    /// <returns>The rights that were taken or, if this failed, stay; none if there are none.</returns>
    public static UnixFileMode Close(string path, out bool isClosed)
    {
        isClosed = true;
        if (OperatingSystem.IsWindows())
        {
            return UnixFileMode.None;
        }

        var open = UnixFileMode.None;
        try
        {
            var mode = File.GetUnixFileMode(path);
            open = mode & OfOthers;
            if (open != UnixFileMode.None)
            {
                File.SetUnixFileMode(path, mode & ~OfOthers);
                // Some file systems take every mode and keep their own.
                isClosed = (File.GetUnixFileMode(path) & OfOthers) == UnixFileMode.None;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another account's, or gone meanwhile.
            isClosed = open == UnixFileMode.None;
        }

        return open;
    }
}
