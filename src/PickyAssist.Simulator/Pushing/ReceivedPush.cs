using System.Text.Json;
using System.Text.Json.Serialization;

namespace PickyAssist.Simulator.Pushing;

/// <summary>The outcome of a request.</summary>
internal enum PushOutcome
{
    /// <summary>Status 100: <see cref="ReceivedPush.Messages"/> go out.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>Another status in the body.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>Over the limit: dropped unread.</summary>
    [JsonStringEnumMemberName("dropped")]
    Dropped,

    /// <summary>
    /// Failed as ordered; <see cref="ReceivedPush.Messages"/> tells whether it was carried out all the same.
    /// </summary>
    [JsonStringEnumMemberName("misbehaved")]
    Misbehaved,
}

/// <summary>One request to the Push API: the simulator's own record of the peer's pushes.</summary>
internal sealed record ReceivedPush
{
    public int Number { get; init; }

    /// <summary>Real time, independent of the platform's clock.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Path { get; init; }

    public required PushOutcome Outcome { get; init; }

    /// <summary>HTTP status of the answer; none without an answer.</summary>
    public int? Http { get; init; }

    public int? Status { get; init; }

    public string? PushId { get; init; }

    /// <summary>The messages carried out.</summary>
    public IReadOnlyList<PushedMessage> Messages { get; init; } = [];

    /// <summary>The request, without its token; null if it was dropped unread or is no JSON.</summary>
    public JsonElement? Request { get; init; }
}

internal sealed record PushedMessage(
    string MsgId,
    string Channel,
    string Number,
    string? Text,
    string? Media,
    string? ReferenceNumber
);
