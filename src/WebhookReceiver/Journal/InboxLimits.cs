namespace WebhookReceiver.Journal;

/// <summary>How long one delivery may take in the inbox; an answer always leaves within the deadline.</summary>
/// <param name="Turn">Longest wait for the contact's turn.</param>
/// <param name="Deciding">Longest time for deciding, should the rules not keep their own limits.</param>
/// <param name="Whole">Both together.</param>
internal sealed record InboxLimits(TimeSpan Turn, TimeSpan Deciding, TimeSpan Whole)
{
    public static InboxLimits Default { get; } = Within(TimeSpan.FromSeconds(10));

    /// <summary>The limits that let every answer leave within a deadline.</summary>
    public static InboxLimits Within(TimeSpan deadline)
    {
        var whole = deadline * 0.95;
        return new InboxLimits(
            Shorter(deadline * 0.8, TimeSpan.FromSeconds(8)),
            Shorter(deadline * 0.35, whole),
            whole
        );
    }

    public TimeSpan DecidingAfter(TimeSpan waited) => Shorter(Whole - waited, Deciding);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
