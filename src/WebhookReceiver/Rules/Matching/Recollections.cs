namespace WebhookReceiver.Rules.Matching;

/// <summary>What must be kept of every message because some condition of the book asks for it.</summary>
[Flags]
internal enum Recollections
{
    None = 0,

    /// <summary>That the contact was heard.</summary>
    Heard = 1,

    /// <summary>When the contact was last heard.</summary>
    LastHeard = 2,

    /// <summary>How many messages in a row no rule before the fallback answered.</summary>
    Missed = 4,
}
