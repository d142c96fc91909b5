using System.Text.Json.Serialization;

namespace PickyAssist.Simulator.Chatting;

/// <summary>The speaker of a line in a chat.</summary>
internal enum Speaker
{
    [JsonStringEnumMemberName("customer")]
    Customer,

    /// <summary>The peer, by instant reply or push.</summary>
    [JsonStringEnumMemberName("business")]
    Business,

    /// <summary>The platform's own console, for example with an error.</summary>
    [JsonStringEnumMemberName("platform")]
    Platform,
}

/// <summary>A line as the customer's phone shows it.</summary>
internal sealed record ChatLine
{
    public required Speaker Speaker { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Text { get; init; }

    public string? Header { get; init; }

    public Medium? Media { get; init; }

    public Place? Location { get; init; }

    public ContactCard? Contact { get; init; }

    /// <summary>Quick-reply buttons of a template.</summary>
    public IReadOnlyList<QuickReply> Buttons { get; init; } = [];

    /// <summary><c>unique-id</c> of a customer's message, <c>msg_id</c> of a push; none for an instant reply.</summary>
    public string? Id { get; init; }

    /// <summary>The way of a business line: <c>reply</c> or <c>push</c>.</summary>
    public string? Via { get; init; }

    /// <summary>Delay of the reply in seconds.</summary>
    public int? DelaySeconds { get; init; }

    /// <summary>State of a push: submitted, delivered, read, failed.</summary>
    public string? Status { get; init; }

    /// <summary>Position in its chat, from 1.</summary>
    public int Number { get; init; }
}

internal sealed record QuickReply(string Label, string Payload);
