namespace WebhookReceiver.Rules.Matching;

/// <summary>One message while rules look at it: its folded text and what was captured so far. Pooled, never shared.</summary>
internal sealed class MatchContext
{
    public IncomingMessage Message { get; private set; } = null!;
}
