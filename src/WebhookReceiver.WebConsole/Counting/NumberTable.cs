using System.Globalization;
using WebhookReceiver.Api;

namespace WebhookReceiver.WebConsole.Counting;

/// <summary>The counts in the zone of the rules: the same rows in the table and in the chart.</summary>
public sealed class NumberTable
{
    private readonly TimeZoneInfo _zone;
    private readonly bool _isByHour;

    public NumberTable(Numbers numbers, bool isByHour)
    {
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(numbers.Zone, out var zone) ? zone : TimeZoneInfo.Utc;
        _isByHour = isByHour;
        Rows = numbers.Points;
        Totals = [.. Whole(numbers)];
        Keys =
        [
            .. Rows.Where(point => point.Key.Length > 0)
                .GroupBy(point => point.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, group.Sum(point => point.Count)))
                .OrderByDescending(pair => pair.Item2)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<NumberPoint> Rows { get; }

    /// <summary>One point for each hour or day, also for those without a message.</summary>
    public IReadOnlyList<NumberPoint> Totals { get; }

    /// <summary>The rules, channels… with their sums, the greatest first.</summary>
    public IReadOnlyList<(string Key, long Count)> Keys { get; }

    public string Name(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, _zone);
        return _isByHour
            ? $"{local.ToString("d MMM", CultureInfo.CurrentCulture)} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}"
            : local.ToString("d MMM", CultureInfo.CurrentCulture);
    }

    private IEnumerable<NumberPoint> Whole(Numbers numbers)
    {
        var counts = Rows.GroupBy(point => StartOf(point.At))
            .ToDictionary(group => group.Key, group => group.Sum(point => point.Count));
        for (var start = StartOf(numbers.Since); start < Local(numbers.Until); start = Next(start))
        {
            var at = new DateTimeOffset(start, _zone.GetUtcOffset(start));
            yield return new NumberPoint(at, "", counts.GetValueOrDefault(start));
        }
    }

    /// <summary>Beginning of the hour or day on the wall.</summary>
    private DateTime StartOf(DateTimeOffset at)
    {
        var local = Local(at);
        return _isByHour ? local.Date.AddHours(local.Hour) : local.Date;
    }

    private DateTime Next(DateTime start) => _isByHour ? start.AddHours(1) : start.AddDays(1);

    private DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;
}
