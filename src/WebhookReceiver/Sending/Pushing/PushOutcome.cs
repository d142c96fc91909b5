namespace WebhookReceiver.Sending.Pushing;

/// <summary>What became of one request.</summary>
internal abstract record PushOutcome
{
    /// <summary>For metrics.</summary>
    public abstract string Word { get; }

    /// <summary>Nothing was carried out: it can be sent again without anybody getting it twice.</summary>
    public sealed record NotSent(string Why) : PushOutcome
    {
        public override string Word => "not-sent";
    }

    /// <summary>HTTP 429: dropped unread (protocol sheet, section 6).</summary>
    public sealed record Throttled(TimeSpan Wait) : PushOutcome
    {
        public override string Word => "throttled";
    }

    /// <summary>Status 100: taken, not yet delivered.</summary>
    public sealed record Accepted(string? PushId, IReadOnlyList<PushedItem> Items) : PushOutcome
    {
        public override string Word => "accepted";
    }

    /// <summary>Another status in the body: nothing was carried out.</summary>
    public sealed record Refused(int Status) : PushOutcome
    {
        public override string Word => "refused";
    }

    /// <summary>HTTP 5xx. What of the request was carried out before, the sheet does not say (section 5 knows bodies only).</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="IsUntaken">By the settings this status means that nothing was carried out.</param>
    /// <param name="Pause">How long the platform asks to be left alone; zero if it does not.</param>
    public sealed record ServerError(int Status, bool IsUntaken, TimeSpan Pause) : PushOutcome
    {
        public override string Word => "server-error";
    }

    /// <summary>It was written, and nobody said what became of it.</summary>
    public sealed record Unknown(string Why) : PushOutcome
    {
        public override string Word => "unknown";
    }
}

/// <summary>An element of <c>data</c> of the answer (protocol sheet, section 4.3).</summary>
internal sealed record PushedItem(string? MessageId, string? Number);
