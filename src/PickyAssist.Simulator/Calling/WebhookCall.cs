using System.Text.Json.Serialization;
using PickyAssist.Simulator.Chatting;

namespace PickyAssist.Simulator.Calling;

internal enum CallState
{
    /// <summary>The answer was a reply for the customer.</summary>
    [JsonStringEnumMemberName("answered")]
    Answered,

    /// <summary>The answer was JSON without a reply, such as <c>{}</c>.</summary>
    [JsonStringEnumMemberName("silent")]
    Silent,

    /// <summary>The answer was 200, but unreadable for the platform.</summary>
    [JsonStringEnumMemberName("unreadable")]
    Unreadable,

    /// <summary>Failed; a retry follows.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Failed for good.</summary>
    [JsonStringEnumMemberName("dropped")]
    Dropped,

    /// <summary>No webhook is set.</summary>
    [JsonStringEnumMemberName("unsent")]
    Unsent,
}

/// <summary>One delivery and its result.</summary>
/// <param name="At">Real time.</param>
/// <param name="Http">None: no answer in time.</param>
/// <param name="Answer">Text of the answer's body.</param>
/// <param name="Error">The reason of a failure.</param>
/// <param name="Milliseconds">Milliseconds to the complete answer.</param>
internal sealed record Attempt(DateTimeOffset At, int? Http, string? Answer, string? Error, double Milliseconds);

/// <summary>A message to the peer, with all deliveries so far.</summary>
internal sealed record WebhookCall
{
    public int Number { get; init; }

    public required string Id { get; init; }

    public required ChatKey Chat { get; init; }

    /// <summary>The posted bytes; the same each time.</summary>
    public required string Body { get; init; }

    public CallState State { get; init; }

    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>Time of the next retry, by the platform's clock.</summary>
    public DateTimeOffset? NextAttempt { get; init; }
}
