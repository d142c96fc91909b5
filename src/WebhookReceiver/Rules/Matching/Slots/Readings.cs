namespace WebhookReceiver.Rules.Matching;

/// <summary>What a stretch of a message may mean as a value of a type: one value, several, or none that is sure. Reused.</summary>
internal sealed class Readings
{
    private readonly List<string> _values = [];

    public IReadOnlyList<string> Values => _values;

    /// <summary>True: the first value is as it was written, and stands unless it is impossible.</summary>
    public bool FirstWins { get; set; }

    /// <summary>The value, if there is no doubt; null if there are several, or none.</summary>
    public string? Sure => _values.Count == 1 || (FirstWins && _values.Count > 0) ? _values[0] : null;

    public Readings Clear()
    {
        _values.Clear();
        FirstWins = false;
        return this;
    }

    public void Add(string value)
    {
        if (!_values.Contains(value, StringComparer.Ordinal))
        {
            _values.Add(value);
        }
    }
}

/// <summary>What a value is read for.</summary>
/// <param name="IsAnswer">The message answers a question for such a value: then a short form counts, if it is all that is said.</param>
/// <param name="Horizon">How many days ahead a weekday and a day of the month may meet.</param>
/// <param name="IsPastMeant">A day that is over may be meant.</param>
internal readonly record struct SlotUse(bool IsAnswer, int Horizon, bool IsPastMeant)
{
    public const int StandardHorizon = 60;

    public static SlotUse InPhrase { get; } = new(IsAnswer: false, StandardHorizon, IsPastMeant: false);

    public static SlotUse AsAnswer { get; } = InPhrase with { IsAnswer = true };
}
