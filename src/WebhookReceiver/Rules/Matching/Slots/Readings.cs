namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// The possible values of a part of a message for a type: one, several, or none that is certain. Reused.
/// </summary>
internal sealed class Readings
{
    private readonly List<string> _values = [];

    public IReadOnlyList<string> Values => _values;

    /// <summary>True: the first value is literal, and counts unless it is impossible.</summary>
    public bool FirstWins { get; set; }

    /// <summary>How many values a weekday of every week or a weekend gave; 0 for none.</summary>
    public int Habits { get; set; }

    /// <summary>The coming day of what is said of every week; null for no such day, or if there is another one.</summary>
    public string? Coming => Habits > 0 && Habits == _values.Count ? _values[0] : null;

    /// <summary>The value, if it is certain; null if there are several, or none.</summary>
    public string? Sure => _values.Count == 1 || (FirstWins && _values.Count > 0) ? _values[0] : null;

    public Readings Clear()
    {
        _values.Clear();
        FirstWins = false;
        Habits = 0;
        return this;
    }

    /// <summary>Turns positive numbers into negative ones.</summary>
    public void Negate()
    {
        for (var i = 0; i < _values.Count; i++)
        {
            _values[i] = _values[i].StartsWith('-') ? _values[i][1..] : $"-{_values[i]}";
        }
    }

    /// <summary>Forgets the values after the first ones.</summary>
    public void Keep(int count)
    {
        if (_values.Count > count)
        {
            _values.RemoveRange(count, _values.Count - count);
        }
    }

    public void Add(string value)
    {
        if (!_values.Contains(value, StringComparer.Ordinal))
        {
            _values.Add(value);
        }
    }
}

/// <summary>The use of a value.</summary>
/// <param name="IsAnswer">
/// The message answers a question for such a value: then a short form counts, if it is the whole message.
/// </param>
/// <param name="Horizon">Days ahead within which a weekday and a day of the month may coincide.</param>
/// <param name="IsPastMeant">A past day may be meant.</param>
internal readonly record struct SlotUse(bool IsAnswer, int Horizon, bool IsPastMeant)
{
    public const int StandardHorizon = 60;

    public static SlotUse InPhrase { get; } = new(IsAnswer: false, StandardHorizon, IsPastMeant: false);

    public static SlotUse AsAnswer { get; } = InPhrase with { IsAnswer = true };
}
