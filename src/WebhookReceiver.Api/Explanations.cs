namespace WebhookReceiver.Api;

/// <summary>Why an answer comes: <c>POST /api/explain</c>, <c>GET /api/journal/{id}/explain</c>.</summary>
public sealed record ExplainedAnswer
{
    /// <summary>The message's text.</summary>
    public required string Text { get; init; }

    /// <summary>Its channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Instant of the message; the clock of the rules.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Version of the rules that were asked.</summary>
    public string? Version { get; init; }

    /// <summary>The rule that answers; <see langword="null"/> for none.</summary>
    public string? Rule { get; init; }

    /// <summary>Text of the reply; <see langword="null"/> for silence.</summary>
    public string? Reply { get; init; }

    /// <summary>The instant reply as the platform gets it.</summary>
    public System.Text.Json.JsonElement? Answer { get; init; }

    /// <summary>Time to decide, in microseconds.</summary>
    public long Micros { get; init; }

    /// <summary>Why the rule that you asked about does not answer.</summary>
    public string? WhyNot { get; init; }

    /// <summary>The open question or menu; <see langword="null"/> for none.</summary>
    public OpenQuestion? Open { get; init; }

    /// <summary>The rule that comes nearest, if none but the fallback answers.</summary>
    public NearestRule? Nearest { get; init; }

    /// <summary>All rules, in their order.</summary>
    public required IReadOnlyList<RuleResult> Rules { get; init; }
}

/// <summary>An open question or menu that a message met.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Takes">Whether it took the message.</param>
/// <param name="Question">Name of the question; <see langword="null"/> for a menu.</param>
/// <param name="Told">What it made of it, in words.</param>
public sealed record OpenQuestion(string Rule, bool Takes, string? Question = null, string? Told = null);

/// <summary>A rule that nearly answers.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Holding">Number of its conditions that hold.</param>
/// <param name="Conditions">Number of its conditions.</param>
public sealed record NearestRule(string Rule, int Holding, int Conditions);

/// <summary>The result of one rule.</summary>
public sealed record RuleResult
{
    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Its file; <see langword="null"/> for the rule of a plug-in.</summary>
    public string? Path { get; init; }

    /// <summary>Its line.</summary>
    public int Line { get; init; }

    /// <summary>Its stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Its priority.</summary>
    public int Priority { get; init; }

    /// <summary>answers, comes-later, passes-on, failed, not-asked, shadow, form-first or does-not-hold.</summary>
    public required string Outcome { get; init; }

    /// <summary>A note; <see langword="null"/> for none.</summary>
    public string? Remark { get; init; }

    /// <summary>Its conditions, each with its result.</summary>
    public required IReadOnlyList<ConditionResult> Conditions { get; init; }

    /// <summary>What its conditions captured, by name.</summary>
    public IReadOnlyDictionary<string, string>? Captures { get; init; }

    /// <summary>Captures that a question does not accept, with the reason.</summary>
    public IReadOnlyDictionary<string, string>? Refused { get; init; }

    /// <summary>Names of the passages of its question to a model; <see langword="null"/> if it asks none.</summary>
    public IReadOnlyList<string>? Passages { get; init; }

    /// <summary>Names of the passages that the model's answer cites; <see langword="null"/> if it asks none.</summary>
    public IReadOnlyList<string>? Cited { get; init; }

    /// <summary>What became of the question; <see langword="null"/> if nobody was asked.</summary>
    public string? Model { get; init; }
}

/// <summary>The result of one condition.</summary>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Condition">The condition, as it is written.</param>
/// <param name="Found">What it found in the message; <see langword="null"/> for nothing.</param>
public sealed record ConditionResult(bool Holds, string Condition, string? Found = null);

/// <summary>A question to <c>POST /api/explain</c>.</summary>
public sealed record ExplainQuestion
{
    /// <summary>The message's text.</summary>
    public required string Text { get; init; }

    /// <summary>What the contact wrote before.</summary>
    public IReadOnlyList<string>? Before { get; init; }

    /// <summary>Channel id or name.</summary>
    public string? Channel { get; init; }

    /// <summary>Number of the contact.</summary>
    public string? From { get; init; }

    /// <summary>When it arrives; now if it is left out.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>A rule to ask "why not?" about.</summary>
    public string? Rule { get; init; }
}
