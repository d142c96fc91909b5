namespace WebhookReceiver.Api;

/// <summary>What to count: <c>GET /api/numbers</c>.</summary>
public sealed record NumbersQuery
{
    /// <summary>From this instant on; the last seven days if it is left out.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this instant; now if it is left out.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary><c>hour</c> or <c>day</c>.</summary>
    public string? By { get; init; }

    /// <summary><c>rule</c>, <c>channel</c>, <c>language</c> or <c>outcome</c>; <see langword="null"/>: one series.</summary>
    public string? Split { get; init; }
}

/// <summary>Counts of messages and people.</summary>
public sealed record Numbers
{
    /// <summary>Time zone of hours and days: <c>settings.zone</c> of the rules.</summary>
    public required string Zone { get; init; }

    /// <summary>From this instant on.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Before this instant.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Number of messages.</summary>
    public required long Messages { get; init; }

    /// <summary>Number of people who wrote them; each counts once.</summary>
    public required long People { get; init; }

    /// <summary>Number of messages by outcome: answered, fallback, none, silent, handover, failed.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>Median of the time to decide, in microseconds; 0 without messages.</summary>
    public required long MedianMicros { get; init; }

    /// <summary>95th percentile of it.</summary>
    public required long P95Micros { get; init; }

    /// <summary>99th percentile of it.</summary>
    public required long P99Micros { get; init; }

    /// <summary>The counts, by time and then by key.</summary>
    public required IReadOnlyList<NumberPoint> Points { get; init; }
}

/// <summary>A count of messages.</summary>
/// <param name="At">Beginning of the hour or day.</param>
/// <param name="Key">The rule, channel, language or outcome; empty without a split.</param>
/// <param name="Count">Number of messages.</param>
/// <param name="People">Number of people of the day; <see langword="null"/> by the hour, or with a split.</param>
public sealed record NumberPoint(DateTimeOffset At, string Key, long Count, long? People = null);

/// <summary>An event of <c>GET /api/feed</c>: ids and counts only, no texts and no numbers.</summary>
public sealed record FeedEvent
{
    /// <summary><c>message</c>, <c>rules</c>, <c>outbox</c> or <c>counts</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Number of the newest message, or version of the live rules.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the contact of a message.</summary>
    public string? Contact { get; init; }

    /// <summary>Whether the message was understood.</summary>
    public bool? Understood { get; init; }

    /// <summary>Version of rules that wait for approval.</summary>
    public string? WaitingRules { get; init; }

    /// <summary>Number of people who wait for a person.</summary>
    public long? Waiting { get; init; }

    /// <summary>Number of messages to send.</summary>
    public long? Open { get; init; }
}
