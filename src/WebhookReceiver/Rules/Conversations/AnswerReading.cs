namespace WebhookReceiver.Rules.Conversations;

/// <summary>The interpretation of a message as an answer to a question.</summary>
internal sealed record AnswerReading
{
    private AnswerReading(AnswerKind kind) => Kind = kind;

    /// <summary>No answer to the question, or an unclear one.</summary>
    public static AnswerReading NotUnderstood { get; } = new(AnswerKind.NotUnderstood);

    public AnswerKind Kind { get; }

    /// <summary>The variables of an accepted answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; private init; } = [];

    /// <summary>The possible values of an ambiguous answer; the value of an impossible one.</summary>
    public IReadOnlyList<string> Readings { get; private init; } = [];

    /// <summary>Why the answer is impossible; null without a reason to say.</summary>
    public string? Why { get; private init; }

    /// <summary>A bit for each of the first 64 words that name such a value, taken or not; 0: none is named.</summary>
    public ulong Words { get; init; }

    public static AnswerReading Taken(IReadOnlyList<KeyValuePair<string, string>> values, ulong words = 0) =>
        new(AnswerKind.Taken) { Values = values, Words = words };

    public static AnswerReading Doubtful(IReadOnlyList<string> readings, ulong words) =>
        new(AnswerKind.Doubtful) { Readings = readings, Words = words };

    public static AnswerReading NotPossible(IReadOnlyList<string> readings, string why, ulong words) =>
        new(AnswerKind.NotPossible)
        {
            Readings = readings,
            Why = why,
            Words = words,
        };

    /// <summary>No answer, although the words name a value: it is denied, contradicts itself, or is one of several.</summary>
    public static AnswerReading Unclear(ulong words) => new(AnswerKind.NotUnderstood) { Words = words };

    /// <summary>The bits of words from one to another, exclusive.</summary>
    public static ulong Bits(int first, int end)
    {
        var bits = 0UL;
        for (var at = first; at < Math.Min(end, 64); at++)
        {
            bits |= 1UL << at;
        }

        return bits;
    }
}

internal enum AnswerKind
{
    /// <summary>No answer.</summary>
    NotUnderstood = 0,

    /// <summary>An answer.</summary>
    Taken = 1,

    /// <summary>Understood, but with several possible values.</summary>
    Doubtful = 2,

    /// <summary>Understood, but it does not fit.</summary>
    NotPossible = 3,
}
