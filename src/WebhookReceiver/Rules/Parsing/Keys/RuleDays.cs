using System.Collections.Immutable;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>The variables of the rule in parsing that are days: from its phrases, and from its questions so far.</summary>
internal sealed class RuleDays
{
    private readonly List<string> _names = [];
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byCalendar = new(StringComparer.Ordinal);
    private bool _isAnyKnown;
    private KnownDays? _known = KnownDays.None;
    private KnownDays? _ofQuestion;

    /// <summary>As templates need it.</summary>
    public KnownDays Known => _ofQuestion ?? OfRule;

    private KnownDays OfRule =>
        _known ??= new(
            [.. _names],
            [.. _names.Where(_kept.Contains)],
            _byCalendar.ToImmutableDictionary(StringComparer.Ordinal)
        );

    public void Clear()
    {
        if (_names.Count + _byCalendar.Count > 0)
        {
            _names.Clear();
            _kept.Clear();
            _byCalendar.Clear();
            _known = KnownDays.None;
        }
    }

    /// <summary>The days that the phrases of a condition keep.</summary>
    public void Add(Condition condition)
    {
        foreach (var phrase in condition.Phrases)
        {
            foreach (var name in phrase.DayNames)
            {
                Add(name, isDay: true);
                _kept.Add(name);
            }
        }
    }

    /// <summary>A question's answer; one that is no day replaces a captured day of its name.</summary>
    public void Add(string name, bool isDay)
    {
        if (isDay == _names.Contains(name, StringComparer.Ordinal))
        {
            return;
        }

        _known = null;
        if (isDay)
        {
            _isAnyKnown = true;
            _names.Add(name);
        }
        else
        {
            _names.Remove(name);
        }
    }

    /// <summary>The day that a condition names for a calendar; of several conditions the first counts.</summary>
    public void Name(string calendar, string day)
    {
        _known = null;
        _byCalendar.TryAdd(calendar, day);
    }

    /// <summary>The question in parsing is about this day alone, whatever other days the rule knows.</summary>
    public void BeginQuestion(string? day) =>
        _ofQuestion =
            day is not null && _names.Contains(day, StringComparer.Ordinal)
                ? new([day], [], ImmutableDictionary<string, string>.Empty)
                : null;

    public void EndQuestion() => _ofQuestion = null;

    /// <summary>For texts that all rules share: a day may be known if some rule knows one.</summary>
    public void MeanAnyRule()
    {
        Clear();
        _known = _isAnyKnown ? new(["day"], ["day"], ImmutableDictionary<string, string>.Empty) : KnownDays.None;
    }
}
