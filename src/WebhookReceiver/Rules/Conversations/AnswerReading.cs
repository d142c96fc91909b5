namespace WebhookReceiver.Rules.Conversations;

/// <summary>What a message is as an answer to a question.</summary>
internal sealed record AnswerReading
{
    private AnswerReading(AnswerKind kind) => Kind = kind;

    /// <summary>It says nothing of what is asked for, or nobody can tell what.</summary>
    public static AnswerReading NotUnderstood { get; } = new(AnswerKind.NotUnderstood);

    public AnswerKind Kind { get; }

    /// <summary>The variables of an answer that is taken.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; private init; } = [];

    /// <summary>What it may mean, where that is several things; what it means, where that cannot be.</summary>
    public IReadOnlyList<string> Readings { get; private init; } = [];

    /// <summary>Why it cannot be; null if nothing is to be said.</summary>
    public string? Why { get; private init; }

    public static AnswerReading Taken(IReadOnlyList<KeyValuePair<string, string>> values) =>
        new(AnswerKind.Taken) { Values = values };

    public static AnswerReading Doubtful(IReadOnlyList<string> readings) =>
        new(AnswerKind.Doubtful) { Readings = readings };

    public static AnswerReading NotPossible(IReadOnlyList<string> readings, string why) =>
        new(AnswerKind.NotPossible) { Readings = readings, Why = why };
}

internal enum AnswerKind
{
    /// <summary>No answer.</summary>
    NotUnderstood = 0,

    /// <summary>An answer.</summary>
    Taken = 1,

    /// <summary>Understood, but it may mean several things that all can be.</summary>
    Doubtful = 2,

    /// <summary>Understood, but it does not fit.</summary>
    NotPossible = 3,
}
