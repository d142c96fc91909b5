using System.Text.Json;
using System.Text.Json.Serialization;

namespace PickyAssist.Simulator.Pushing;

/// <summary>What became of a request.</summary>
internal enum PushOutcome
{
    /// <summary>Status 100: what <see cref="ReceivedPush.Messages"/> says goes out.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>Another status in the body.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>Over the limit: dropped unread.</summary>
    [JsonStringEnumMemberName("dropped")]
    Dropped,

    /// <summary>Failed as ordered; <see cref="ReceivedPush.Messages"/> says whether it was carried out all the same.</summary>
    [JsonStringEnumMemberName("misbehaved")]
    Misbehaved,
}

/// <summary>One request to the Push API: the simulator's own measure of what a peer sent.</summary>
internal sealed record ReceivedPush
{
    public int Number { get; init; }

    /// <summary>Real time, whatever the platform's clock says.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Path { get; init; }

    public required PushOutcome Outcome { get; init; }

    /// <summary>HTTP status of the answer; none if there was no answer.</summary>
    public int? Http { get; init; }

    public int? Status { get; init; }

    public string? PushId { get; init; }

    /// <summary>What is carried out.</summary>
    public IReadOnlyList<PushedMessage> Messages { get; init; } = [];

    /// <summary>The request, without its token; nothing where it was dropped unread or is no JSON.</summary>
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
