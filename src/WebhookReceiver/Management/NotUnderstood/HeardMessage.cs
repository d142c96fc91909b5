namespace WebhookReceiver.Management.NotUnderstood;

/// <summary>A message of the journal, as the miner sees it.</summary>
/// <param name="Id">Its number in the journal.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Person">The contact's hash.</param>
/// <param name="Text">Its text.</param>
/// <param name="Rule">The rule that answered; null if nobody understood it.</param>
internal sealed record HeardMessage(long Id, DateTimeOffset At, string Person, string Text, string? Rule = null)
{
    /// <summary>The contact's number, to hide it in the text.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The name that the contact shows; null for none.</summary>
    public string? Name { get; init; }
}
