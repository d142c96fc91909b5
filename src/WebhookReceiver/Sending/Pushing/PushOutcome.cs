namespace WebhookReceiver.Sending.Pushing;

/// <summary>The outcome of one request.</summary>
internal abstract record PushOutcome
{
    /// <summary>The word for metrics.</summary>
    public abstract string Word { get; }

    /// <summary>Nothing was carried out: a retry cannot cause a duplicate.</summary>
    public sealed record NotSent(string Why) : PushOutcome
    {
        public override string Word => "not-sent";
    }

    /// <summary>HTTP 429: dropped unread (protocol sheet, section 6).</summary>
    public sealed record Throttled(TimeSpan Wait) : PushOutcome
    {
        public override string Word => "throttled";
    }

    /// <summary>Status 100: accepted, not yet delivered.</summary>
    public sealed record Accepted(string? PushId, IReadOnlyList<PushedItem> Items) : PushOutcome
    {
        public override string Word => "accepted";
    }

    /// <summary>Another status in the body: nothing was carried out.</summary>
    public sealed record Refused(int Status) : PushOutcome
    {
        public override string Word => "refused";
    }

    /// <summary>
    /// HTTP 5xx. The sheet does not say how much the platform carried out (section 5 covers bodies only).
    /// </summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="IsUntaken">The settings say that this status means nothing was carried out.</param>
    /// <param name="Pause">The wait that the platform asks for; zero without one.</param>
    public sealed record ServerError(int Status, bool IsUntaken, TimeSpan Pause) : PushOutcome
    {
        public override string Word => "server-error";
    }

    /// <summary>The request was written, but its outcome is unknown.</summary>
    public sealed record Unknown(string Why) : PushOutcome
    {
        public override string Word => "unknown";
    }
}

/// <summary>An element of <c>data</c> of the answer (protocol sheet, section 4.3).</summary>
internal sealed record PushedItem(string? MessageId, string? Number);
