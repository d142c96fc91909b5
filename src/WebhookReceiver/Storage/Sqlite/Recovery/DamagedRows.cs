namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>Tells of rows with a wrong checksum that were asked for: each is counted, one line a minute has their number.</summary>
internal sealed partial class DamagedRows(JournalMetrics metrics, TimeProvider time, ILogger logger)
{
    public const string Message = "message";
    public const string Contact = "contact";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _told;
    private int _count;

    /// <param name="what"><see cref="Message"/> or <see cref="Contact"/>.</param>
    public void Found(string what)
    {
        metrics.Damaged(what);
        lock (_gate)
        {
            _count++;
            if (_told is { } last && time.GetElapsedTime(last) < Minute)
            {
                return;
            }

            Log.Found(logger, what, _count);
            _told = time.GetTimestamp();
            _count = 0;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Critical,
            "THE JOURNAL IS DAMAGED: the checksum of a {What} is wrong ({Count} times since the last such line). Nothing of it is sent: a damaged reply is "
                + "refused with 503 at each delivery, a damaged contact begins anew. Stop the server, put a backup of the journal there and start again"
        )]
        public static partial void Found(ILogger logger, string what, int count);
    }
}
