using WebhookReceiver.Storage.Outbox;

namespace WebhookReceiver.Sending;

/// <summary>An entry of the outbox, ready to be sent.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Message">What it says.</param>
/// <param name="Address">Number or subscriber's id, as the platform wants it.</param>
internal sealed record PreparedPush(OutboxEntry Entry, FollowUpMessage Message, string Address)
{
    /// <summary>The template that says it; <see langword="null"/>: free text, media and so on.</summary>
    public string? Template { get; init; }

    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Counts towards the people that a new number may write to.</summary>
    public bool IsOutsideSession { get; init; }

    public required BatchKey BatchKey { get; init; }
}

/// <summary>What the letters of one request have in common.</summary>
/// <param name="Channel">Channel id.</param>
/// <param name="Template">Template id.</param>
/// <param name="Alone">Set where what is sent stands once in a request: then it goes alone.</param>
internal sealed record BatchKey(string Channel, string? Template, string? Alone = null);

/// <summary>What is to be done with an entry.</summary>
internal abstract record SendDecision
{
    public sealed record Send(PreparedPush PreparedPush) : SendDecision;

    /// <summary>The platform would say no, or should not be asked.</summary>
    public sealed record Refuse(string Reason) : SendDecision;

    /// <summary>The contact wants to hear nothing; nothing is sent in its place either.</summary>
    public sealed record Cancel : SendDecision;

    public sealed record Wait(DateTimeOffset Until, string Reason) : SendDecision;
}
