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

    /// <summary>Understood, but with several possible values.</summary>
    Doubtful = 2,

    /// <summary>Understood, but it does not fit.</summary>
    NotPossible = 3,
}
