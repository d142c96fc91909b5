using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>An outbox entry, ready to send.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Message">Its content.</param>
/// <param name="Address">Number or subscriber's id, in the platform's form.</param>
internal sealed record PreparedPush(OutboxEntry Entry, FollowUpMessage Message, string Address)
{
    /// <summary>The template to send; <see langword="null"/>: free text, media and so on.</summary>
    public string? Template { get; init; }

    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Counts towards the daily limit of a new number.</summary>
    public bool IsOutsideSession { get; init; }

    public required BatchKey BatchKey { get; init; }
}

/// <summary>The common properties of the entries in one request.</summary>
/// <param name="Channel">Channel id.</param>
/// <param name="Template">Template id.</param>
/// <param name="Alone">Set if the request has only one place for the content: then it goes alone.</param>
internal sealed record BatchKey(string Channel, string? Template, string? Alone = null);

/// <summary>The decision about an entry.</summary>
internal abstract record SendDecision
{
    public sealed record Send(PreparedPush PreparedPush) : SendDecision;

    /// <summary>The platform would refuse it, or must not be asked.</summary>
    public sealed record Refuse(string Reason) : SendDecision;

    /// <summary>The contact opted out, or nobody knows; no replacement is sent either.</summary>
    public sealed record Cancel(string Reason) : SendDecision;

    public sealed record Wait(DateTimeOffset Until, string Reason) : SendDecision
    {
        /// <summary>True if the time begins here after which it is given up.</summary>
        public bool IsFirst { get; init; }
    }
}
