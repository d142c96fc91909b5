namespace WebhookReceiver.Storage.Sqlite.Recovery;

/// <summary>Tells of rows with a wrong checksum that were asked for: each is counted, one line a minute has their number.</summary>
internal sealed partial class DamagedRows(
    JournalMetrics metrics,
    JournalHealth health,
    TimeProvider time,
    ILogger logger
)
{
    public const string Message = "message";
    public const string Contact = "contact";
    public const string Entry = "entry";

    private const int MostKnown = 100_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _told;
    private int _count;
    private readonly HashSet<(string What, long Row)> _rows = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>A damaged row was asked for.</summary>
    /// <param name="what"><see cref="Message"/> or <see cref="Contact"/>.</param>
    /// <param name="row">Tells it from others.</param>
    public void Found(string what, long row)
    {
        metrics.Damaged(what);
        Note(what, row);
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

    /// <summary>Counts a damaged row for readiness, once however often it is found.</summary>
    public void Note(string what, long row)
    {
        lock (_gate)
        {
            if (_rows.Count < MostKnown && _rows.Add((what, row)))
            {
                _counts[what] = _counts.GetValueOrDefault(what) + 1;
                health.Damaged(
                    _counts.GetValueOrDefault(Message),
                    _counts.GetValueOrDefault(Contact),
                    _counts.GetValueOrDefault(Entry)
                );
            }
        }
    }

    /// <summary>Tells one contact from another, in this process.</summary>
    public static long NumberOf(Contacts.ContactKey contact) =>
        HashCode.Combine(contact.Project, contact.Channel, contact.Sender);

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
