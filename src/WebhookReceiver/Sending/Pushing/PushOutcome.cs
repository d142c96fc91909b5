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

    /// <summary>It was written, and nobody said what became of it.</summary>
    public sealed record Unknown(string Why) : PushOutcome
    {
        public override string Word => "unknown";
    }
}

/// <summary>An element of <c>data</c> of the answer (protocol sheet, section 4.3).</summary>
internal sealed record PushedItem(string? MessageId, string? Number);
