namespace WebhookReceiver.Api;

/// <summary>A step of a trial conversation: <c>POST /api/try</c>. Nothing of it is sent, kept or counted.</summary>
public sealed record TrialStep
{
    /// <summary>Which rules answer: <c>live</c> (if it is left out), <c>draft:id</c> or <c>version:…</c>.</summary>
    public string? With { get; init; }

    /// <summary>Name of the trial, from the answer before; <see langword="null"/> begins a new one.</summary>
    public string? Trial { get; init; }

    /// <summary>A contact whose memory the new trial copies; <see langword="null"/>: a new contact.</summary>
    public string? Like { get; init; }

    /// <summary>What the contact writes.</summary>
    public required TrialMessage Message { get; init; }
}

/// <summary>A message of a trial.</summary>
public sealed record TrialMessage
{
    /// <summary>The text, or the caption; empty if it is left out.</summary>
    public string? Text { get; init; }

    /// <summary>Kind of content, as in <c>tests:</c> of the rules: text, image, document, audio, video, location, contact…</summary>
    public string? Kind { get; init; }

    /// <summary>Channel id or name; the one of the step before, or WhatsApp.</summary>
    public string? Channel { get; init; }

    /// <summary>The name that the contact shows.</summary>
    public string? Name { get; init; }

    /// <summary>When it arrives; now if it is left out.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Payload of the button that was pressed.</summary>
    public string? Button { get; init; }

    /// <summary>Address of the media.</summary>
    public string? Media { get; init; }

    /// <summary>Latitude of a place.</summary>
    public double? Latitude { get; init; }

    /// <summary>Longitude of a place.</summary>
    public double? Longitude { get; init; }
}

/// <summary>The answer of a trial.</summary>
public sealed record TrialAnswer
{
    /// <summary>Name of the trial, for the next step.</summary>
    public required string Trial { get; init; }

    /// <summary>Version of the rules that answered.</summary>
    public required string Version { get; init; }

    /// <summary>Text of the reply; <see langword="null"/> for silence.</summary>
    public string? Reply { get; init; }

    /// <summary>The reply as the platform would get it.</summary>
    public required System.Text.Json.JsonElement Answer { get; init; }

    /// <summary>Why it comes.</summary>
    public required ExplainedAnswer Explanation { get; init; }

    /// <summary>What is remembered of the contact now.</summary>
    public required IReadOnlyList<Remembered> Memory { get; init; }

    /// <summary>What would be sent later.</summary>
    public required IReadOnlyList<TrialLater> Later { get; init; }
}

/// <summary>A message that would be sent later.</summary>
/// <param name="At">When.</param>
/// <param name="Text">Its text.</param>
/// <param name="To">A recipient other than the contact, masked; <see langword="null"/> for the contact.</param>
/// <param name="Channel">Another channel; <see langword="null"/> for the message's.</param>
public sealed record TrialLater(DateTimeOffset At, string Text, string? To = null, string? Channel = null);

/// <summary>Writes a trial as a test into a draft: <c>POST /api/drafts/{id}/tests</c>.</summary>
public sealed record NewRuleTest
{
    /// <summary>Id of the rule beside which the test stands.</summary>
    public required string Rule { get; init; }

    /// <summary>What the customer says, at least one message.</summary>
    public required IReadOnlyList<TrialMessage> Say { get; init; }

    /// <summary>The exact text of the reply; <see langword="null"/>: any text of the rule.</summary>
    public string? Reply { get; init; }

    /// <summary>Whether the customer must hear nothing; a test with a reply has none of it.</summary>
    public bool? Silent { get; init; }

    /// <summary>Whether this rule must not answer; then there is one text only.</summary>
    public bool? Not { get; init; }
}
