using System.Net;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Keeps refused requests and quarantined bodies from filling the log: the first of a kind is logged at once. For further ones, one line a
/// minute has their number.
/// </summary>
internal sealed partial class RefusalLog : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(bool IsKept, string Reason), Wave> _waves = [];
    private readonly Lock _oneAtATime = new();
    private readonly ILogger<RefusalLog> _logger;
    private readonly ITimer _timer;

    public RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
    {
        _logger = logger;
        _timer = time.CreateTimer(_ => TellAll(), state: null, Minute, Minute);
    }

    /// <summary>Counts a refusal; true if it gets a separate line.</summary>
    /// <param name="reason">A fixed word.</param>
    /// <param name="address">The refused address; null if unknown.</param>
    public bool IsToBeLogged(string reason, IPAddress? address) => IsFirst((false, reason), address);

    /// <summary>Counts a quarantined body; true if it gets a separate line.</summary>
    /// <param name="reason">A fixed word.</param>
    /// <param name="address">The sender's address; null if unknown.</param>
    public bool IsQuarantineToBeLogged(string reason, IPAddress? address) => IsFirst((true, reason), address);

    private bool IsFirst((bool IsKept, string Reason) kind, IPAddress? address)
    {
        lock (_oneAtATime)
        {
            if (!_waves.TryGetValue(kind, out var wave))
            {
                _waves.Add(kind, new Wave());
                return true;
            }

            wave.Count++;
            wave.Last = address;
            return false;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        TellAll();
    }

    /// <summary>
    /// A kind without refusals for a minute is forgotten; its next refusal gets a separate line again.
    /// </summary>
    private void TellAll()
    {
        lock (_oneAtATime)
        {
            foreach (var (kind, wave) in _waves)
            {
                if (wave.Count == 0)
                {
                    _waves.Remove(kind);
                    continue;
                }

                if (kind.IsKept)
                {
                    Log.SummedQuarantine(_logger, wave.Count, kind.Reason, wave.Last);
                }
                else
                {
                    Log.Summed(_logger, wave.Count, kind.Reason, wave.Last);
                }

                wave.Count = 0;
            }
        }
    }

    private sealed class Wave
    {
        public long Count { get; set; }

        public IPAddress? Last { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "refused: {Count} more within a minute, {Reason}, the last from {Address}; the metric wr.rejected counts all"
        )]
        public static partial void Summed(ILogger logger, long count, string reason, IPAddress? address);

        [LoggerMessage(
            LogLevel.Warning,
            "quarantined: {Count} more within a minute, {Reason}, the last from {Address}; the metric wr.quarantined counts all"
        )]
        public static partial void SummedQuarantine(ILogger logger, long count, string reason, IPAddress? address);
    }
}
