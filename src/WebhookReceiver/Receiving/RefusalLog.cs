using System.Net;

namespace WebhookReceiver.Receiving;

/// <summary>
/// Keeps refused requests from filling the log: the first of a kind is logged at once. For further ones, one line a
/// minute has their number.
/// </summary>
internal sealed partial class RefusalLog : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Wave> _waves = new(StringComparer.Ordinal);
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
    public bool IsToBeLogged(string reason, IPAddress? address)
    {
        lock (_oneAtATime)
        {
            if (!_waves.TryGetValue(reason, out var wave))
            {
                _waves.Add(reason, new Wave());
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
            foreach (var (reason, wave) in _waves)
            {
                if (wave.Count == 0)
                {
                    _waves.Remove(reason);
                    continue;
                }

                Log.Summed(_logger, wave.Count, reason, wave.Last);
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
    }
}
