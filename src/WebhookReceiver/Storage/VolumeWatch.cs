namespace WebhookReceiver.Storage;

/// <summary>
/// Watches the volume of the data folder: warns before it is full, and of file systems that are unsafe for SQLite.
/// </summary>
internal sealed partial class VolumeWatch(string folder, ILogger logger)
{
    private const int AlertPercent = 85;

    private bool _isAlerted;

    /// <summary>Warns of network file systems: not all of them honour locks.</summary>
    public void WarnOfNetwork()
    {
        if (
            FormatOf(folder) is { } format
            && format.ToUpperInvariant() is "NFS" or "NFS4" or "CIFS" or "SMB2" or "SMB3" or "SMBFS"
        )
        {
            Log.Network(logger, folder, format);
        }
    }

    /// <summary>Called periodically; reports each crossing of the threshold once.</summary>
    public void Look()
    {
        var drive = new DriveInfo(folder);
        var percent = drive.TotalSize == 0 ? 0 : 100 - (100 * drive.AvailableFreeSpace / drive.TotalSize);
        if (percent >= AlertPercent && !_isAlerted)
        {
            Log.NearlyFull(logger, folder, percent);
        }

        _isAlerted = percent >= AlertPercent;
    }

    private static string? FormatOf(string folder)
    {
        try
        {
            return new DriveInfo(folder).DriveFormat;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The data folder {Folder} lies on a network file system ({Format}); SQLite can lose data there. Use a disk of this machine"
        )]
        public static partial void Network(ILogger logger, string folder, string format);

        [LoggerMessage(
            LogLevel.Warning,
            "The volume of the data folder {Folder} is {Percent} % full. When it is full, messages go to the spool, and then they are refused"
        )]
        public static partial void NearlyFull(ILogger logger, string folder, long percent);
    }
}
