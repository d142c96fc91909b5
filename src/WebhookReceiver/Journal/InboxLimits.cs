namespace WebhookReceiver.Journal;

/// <summary>How long one delivery may take in the inbox; an answer always leaves within ten seconds.</summary>
/// <param name="Turn">Longest wait for the contact's turn.</param>
/// <param name="Deciding">Longest time for deciding, should the rules not keep their own limits.</param>
/// <param name="Whole">Both together.</param>
internal sealed record InboxLimits(TimeSpan Turn, TimeSpan Deciding, TimeSpan Whole)
{
    public static InboxLimits Default { get; } =
        new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(9.5));

    public TimeSpan DecidingAfter(TimeSpan waited)
    {
        var left = Whole - waited;
        return left < Deciding ? left : Deciding;
    }
}
