using Microsoft.Data.Sqlite;
using WebhookReceiver.Api;
using WebhookReceiver.Management.Conversations;
using WebhookReceiver.Storage.Sqlite;
using WebhookReceiver.Storage.Sqlite.Indexing;

namespace WebhookReceiver.Management.Counts;

/// <summary>
/// Counts messages in one pass over the index. No sums are kept: whatever was forgotten is not counted, every zone has
/// its own days, and each person counts once.
/// </summary>
/// <param name="zone">The zone of hours and days.</param>
/// <param name="isByHour">By the hour; otherwise by the day.</param>
/// <param name="split">rule, channel, language or outcome; null: one series.</param>
/// <param name="fallbacks">The rules of the fallback.</param>
internal sealed class MessageTally(TimeZoneInfo zone, bool isByHour, string? split, IReadOnlySet<string> fallbacks)
{
    private readonly bool _countsPeople = !isByHour && split is null;
    private readonly Dictionary<(long Slot, string Key), long> _points = [];
    private readonly Dictionary<long, HashSet<long>> _peopleOfDay = [];
    private readonly HashSet<long> _people = [];
    private readonly Dictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly List<long> _micros = [];
    private (long From, long To, long Slot) _slot = (0, -1, 0);
    private Dictionary<long, string> _words = [];

    public Numbers Count(SqliteConnection connection, DateTimeOffset since, DateTimeOffset until)
    {
        _words = WordsOf(connection);
        using (
            var lines = new Statement(
                connection,
                "SELECT at, person, rule, fate, channel, language, micros FROM line WHERE at >= ?1 AND at < ?2 ORDER BY at"
            )
        )
        {
            lines.Bind(1, since.UtcTicks);
            lines.Bind(2, until.UtcTicks);
            while (lines.Step())
            {
                Add(lines);
            }
        }

        _micros.Sort();
        return new Numbers
        {
            Zone = zone.Id,
            Since = since,
            Until = until,
            Messages = _micros.Count,
            People = _people.Count,
            Outcomes = _outcomes,
            MedianMicros = Percentile(50),
            P95Micros = Percentile(95),
            P99Micros = Percentile(99),
            Points =
            [
                .. _points
                    .OrderBy(point => point.Key.Slot)
                    .ThenBy(point => point.Key.Key, StringComparer.Ordinal)
                    .Select(point => new NumberPoint(
                        TimeZoneInfo.ConvertTime(new DateTimeOffset(point.Key.Slot, TimeSpan.Zero), zone),
                        point.Key.Key,
                        point.Value,
                        _peopleOfDay.TryGetValue(point.Key.Slot, out var people) ? people.Count : null
                    )),
            ],
        };
    }

    private void Add(Statement line)
    {
        var (at, person) = (line.Integer(0), line.Integer(1));
        var rule = line.IsNull(2) ? null : _words.GetValueOrDefault(line.Integer(2));
        var outcome = Outcomes.Word((LineFate)line.Integer(3), rule, fallbacks);
        var slot = SlotOf(at);
        var key = split switch
        {
            "rule" => rule ?? "",
            "channel" => _words.GetValueOrDefault(line.Integer(4), ""),
            "language" => _words.GetValueOrDefault(line.Integer(5), ""),
            "outcome" => outcome,
            _ => "",
        };
        _points[(slot, key)] = _points.GetValueOrDefault((slot, key)) + 1;
        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        _people.Add(person);
        _micros.Add(line.Integer(6));
        if (_countsPeople)
        {
            if (!_peopleOfDay.TryGetValue(slot, out var people))
            {
                _peopleOfDay.Add(slot, people = []);
            }

            people.Add(person);
        }
    }

    /// <summary>
    /// The beginning of the hour or day, in ticks, UTC. Messages come in the order of time, so the last one mostly fits.
    /// </summary>
    private long SlotOf(long at)
    {
        if (at < _slot.From || at >= _slot.To)
        {
            var begin = BeginOf(new DateTimeOffset(at, TimeSpan.Zero));
            _slot = (begin, EndOf(begin), begin);
        }

        return _slot.Slot;
    }

    private long BeginOf(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        if (!isByHour)
        {
            return StartOf(local.Date);
        }

        // By its own offset: the hour that comes twice in autumn is two hours.
        var hour = new DateTimeOffset(local.Date.AddHours(local.Hour), local.Offset);
        return hour.UtcTicks;
    }

    private long EndOf(long begin)
    {
        if (isByHour)
        {
            return begin + TimeSpan.TicksPerHour;
        }

        var day = TimeZoneInfo.ConvertTime(new DateTimeOffset(begin, TimeSpan.Zero), zone).Date;
        return StartOf(day.AddDays(1));
    }

    /// <summary>The first instant of a day; where midnight is skipped in spring, the hour behind it.</summary>
    private long StartOf(DateTime day)
    {
        var start = DateTime.SpecifyKind(day, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(start))
        {
            start = start.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(start) ? zone.GetAmbiguousTimeOffsets(start).Max() : zone.GetUtcOffset(start);
        return new DateTimeOffset(start, offset).UtcTicks;
    }

    /// <summary>By nearest rank.</summary>
    private long Percentile(int percent) =>
        _micros.Count == 0 ? 0 : _micros[Math.Max(((_micros.Count * percent) + 99) / 100, 1) - 1];

    private static Dictionary<long, string> WordsOf(SqliteConnection connection)
    {
        var words = new Dictionary<long, string>();
        using var all = new Statement(connection, "SELECT id, text FROM word");
        while (all.Step())
        {
            words[all.Integer(0)] = all.Text(1)!;
        }

        return words;
    }
}
