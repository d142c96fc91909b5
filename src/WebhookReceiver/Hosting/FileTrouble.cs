namespace WebhookReceiver.Hosting;

/// <summary>Why a file or folder cannot be written, and the cure, in the words of an operator.</summary>
internal readonly record struct FileTrouble(string What, string Cure)
{
    private const int NotPermitted = 1;
    private const int TooManyFilesOfSystem = 23;
    private const int TooManyFiles = 24;
    private const int NoAccess = 13;
    private const int Exists = 17;
    private const int NotAFolder = 20;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaOfMac = 69;
    private const int Quota = 122;
    private const int WouldBlock = 11;
    private const int WouldBlockOfMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>Whether another process holds the file, and nothing else is wrong.</summary>
    public static bool IsHeld(IOException e) => e.HResult is WouldBlock or WouldBlockOfMac or SharingViolation;

    public static FileTrouble Of(Exception e) =>
        NumberOf(e) switch
        {
            ReadOnlyFileSystem => new("the file system is read-only", "Mount it for writing, or name another place."),
            NoSpace or Quota or QuotaOfMac => new("there is no space left", "Free some, or name another place."),
            TooManyFiles or TooManyFilesOfSystem => new(
                "too many files are open",
                "Let this process have more: ulimit -n, LimitNOFILE= or --ulimit nofile."
            ),
            NoAccess or NotPermitted => NoRights(e),
            NotAFolder or Exists => new("a part of the path is a file", "Remove it, or name another place."),
            _ when e is DirectoryNotFoundException or FileNotFoundException => new(
                e.Message.TrimEnd('.'),
                "Create the missing folder first, or name another place."
            ),
            _ when e is UnauthorizedAccessException => NoRights(e),
            _ => new(e.Message, "Make it writable for this user, or name another place."),
        };

    private static FileTrouble NoRights(Exception e) =>
        new(
            $"user {Environment.UserName} has no rights: {e.Message.TrimEnd('.')}",
            "Make it writable for this user, or name another place."
        );

    /// <summary>On Unix an exception carries the number of the system's error.</summary>
    private static int NumberOf(Exception e) => (e as IOException ?? e.InnerException as IOException)?.HResult ?? 0;
}
