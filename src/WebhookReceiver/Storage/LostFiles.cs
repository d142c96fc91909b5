namespace WebhookReceiver.Storage;

/// <summary>Tells of files that were taken from under the server: each is counted, one line a minute and file has the number.</summary>
internal sealed partial class LostFiles(JournalMetrics metrics, JournalHealth health, TimeProvider time, ILogger logger)
{
    public const string Journal = "journal";
    public const string Log = "log";
    public const string Index = "index";
    public const string Spool = "spool";
    public const string Lock = "lock";
    public const string Secrets = "secrets";

    public static readonly string[] All = [Journal, Log, Index, Spool, Lock, Secrets];

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly System.Threading.Lock _gate = new();
    private readonly Dictionary<string, (long Told, int Count)> _lines = new(StringComparer.Ordinal);

    /// <param name="file">One of <see cref="All"/>.</param>
    /// <param name="path">Its path.</param>
    /// <param name="loss">What was done to it.</param>
    /// <param name="consequence">What becomes of what was in it.</param>
    public void Found(string file, string path, FileLoss loss, string consequence)
    {
        metrics.FileLost(file);
        lock (_gate)
        {
            var isKnown = _lines.TryGetValue(file, out var line);
            line.Count++;
            if (isKnown && time.GetElapsedTime(line.Told) < Minute)
            {
                _lines[file] = line;
                return;
            }

            Lines.Found(logger, NameOf(file), path, WordOf(loss), consequence, line.Count);
            _lines[file] = (time.GetTimestamp(), 0);
        }
    }

    /// <summary>Messages that were answered and are in no file any more.</summary>
    public void MessagesLost(long count)
    {
        health.Lost(count);
        Lines.MessagesLost(logger, count);
    }

    /// <summary>Spooled messages that were answered and are in no file any more.</summary>
    public void SpooledLost(long count)
    {
        health.Lost(count);
        Lines.SpooledLost(logger, count);
    }

    private static string NameOf(string file) =>
        file switch
        {
            Journal => "THE JOURNAL",
            Log => "THE JOURNAL'S LOG",
            Index => "THE INDEX OF THE JOURNAL'S LOG",
            Spool => "THE SPOOL",
            Lock => "THE LOCK",
            _ => "THE FILE OF SECRETS",
        };

    private static string WordOf(FileLoss loss) =>
        loss switch
        {
            FileLoss.Cut => "CUT",
            FileLoss.Overwritten => "OVERWRITTEN",
            _ => "REMOVED OR REPLACED",
        };

    private static partial class Lines
    {
        [LoggerMessage(
            LogLevel.Critical,
            "{File} {Path} WAS {What} while this server uses it. {Consequence} ({Count} times since the last such line)"
        )]
        public static partial void Found(
            ILogger logger,
            string file,
            string path,
            string what,
            string consequence,
            int count
        );

        [LoggerMessage(
            LogLevel.Critical,
            "MESSAGES ARE LOST: the newest {Count} at least that were answered are not in the journal. They are answered a second time if they are "
                + "delivered again. Stop the server, put a backup of the journal there if it is newer, and start again"
        )]
        public static partial void MessagesLost(ILogger logger, long count);

        [LoggerMessage(
            LogLevel.Critical,
            "MESSAGES ARE LOST: {Count} at least that were answered are not in the spool any more. They are answered a second time if they are delivered again"
        )]
        public static partial void SpooledLost(ILogger logger, long count);
    }
}
