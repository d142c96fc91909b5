using System.Globalization;
using System.Text;

namespace PickyAssist.Simulator.Load;

/// <summary>Counts the outcome of every message, and the time from its due instant to its first answer.</summary>
internal sealed class LoadLedger(int expected)
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _latencies = new(expected);
    private readonly SortedDictionary<int, int> _rejected = [];

    public int Sent { get; private set; }

    /// <summary>Messages with 200 at the first delivery.</summary>
    public int Answered { get; private set; }

    /// <summary>First deliveries with another status.</summary>
    public int Rejected { get; private set; }

    /// <summary>First deliveries without an answer.</summary>
    public int Missing { get; private set; }

    public int Redelivered { get; private set; }

    /// <summary>Redeliveries with other bytes than the first delivery, another status, or no answer.</summary>
    public int Differing { get; private set; }

    public bool IsClean => Answered == Sent && Differing == 0;

    public void First(LoadAnswer answer, TimeSpan sinceDue)
    {
        lock (_lock)
        {
            Sent++;
            if (answer.Http is null)
            {
                Missing++;
                return;
            }

            _latencies.Add(sinceDue);
            if (answer.Http == StatusCodes.Status200OK)
            {
                Answered++;
                return;
            }

            Rejected++;
            _rejected[answer.Http.Value] = _rejected.GetValueOrDefault(answer.Http.Value) + 1;
        }
    }

    public void Again(LoadAnswer first, LoadAnswer again)
    {
        lock (_lock)
        {
            Redelivered++;
            if (first.Http != again.Http || !first.Body.AsSpan().SequenceEqual(again.Body))
                Differing++;
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            var text = new StringBuilder();
            text.Append(
                CultureInfo.InvariantCulture,
                $"sent {Sent}, answered {Answered}, rejected {Rejected}{Statuses()}, missing {Missing}"
            );
            text.Append(CultureInfo.InvariantCulture, $", redelivered {Redelivered}, differing {Differing}\n");
            text.Append("latency from the scheduled instant: ").Append(Percentiles());
            return text.ToString();
        }
    }

    private string Statuses() =>
        _rejected.Count == 0
            ? ""
            : $" ({string.Join(", ", _rejected.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} × {pair.Key}")))})";

    private string Percentiles()
    {
        if (_latencies.Count == 0)
            return "nothing was answered";

        _latencies.Sort();
        (string Name, double Share)[] wanted =
        [
            ("p50", 0.5),
            ("p90", 0.9),
            ("p99", 0.99),
            ("p99.9", 0.999),
            ("max", 1),
        ];
        return string.Join(", ", wanted.Select(one => $"{one.Name} {Milliseconds(At(one.Share))} ms"));
    }

    /// <summary>The latency percentile.</summary>
    private TimeSpan At(double share) => _latencies[Math.Max(0, (int)Math.Ceiling(_latencies.Count * share) - 1)];

    private static string Milliseconds(TimeSpan span) =>
        span.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}

/// <param name="Http">None: no answer in time.</param>
/// <param name="Body">The body of the answer.</param>
internal sealed record LoadAnswer(int? Http, byte[] Body);
