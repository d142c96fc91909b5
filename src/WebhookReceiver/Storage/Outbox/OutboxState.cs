namespace WebhookReceiver.Storage.Outbox;

/// <summary>
/// The progress of an outgoing message. The numbers are stored; states up to <see cref="Sending"/> are still to be
/// sent.
/// </summary>
internal enum OutboxState
{
    Pending = 0,

    /// <summary>The platform's rate limit held it back; the next attempt comes at its next instant.</summary>
    Throttled = 1,

    /// <summary>Taken, and on the wire or about to be. After a crash the outcome is unknown.</summary>
    Sending = 2,

    /// <summary>
    /// The platform accepted it (status 100), which is not yet delivery (protocol sheet, section 4.1).
    /// </summary>
    Accepted = 3,

    /// <summary>It may or may not be sent; a report can still tell.</summary>
    Unknown = 4,
    Delivered = 5,
    Read = 6,

    /// <summary>The platform refused it and would again, or a check before sending predicts that.</summary>
    Refused = 7,

    /// <summary>A report says that it was not delivered.</summary>
    Failed = 8,

    /// <summary>Given up: too many attempts, or too late.</summary>
    Dead = 9,
    Cancelled = 10,
}

internal static class OutboxStates
{
    /// <summary>The state's word for operators and metrics; the commands accept it.</summary>
    public static string Word(this OutboxState state) => state.ToString().ToLowerInvariant();

    public static bool IsOpen(this OutboxState state) => state <= OutboxState.Sending;

    /// <summary>
    /// Whether a transition is allowed. Reports come in any order and may overtake the answer to the push, so an
    /// earlier state never replaces a later one. An operator may resend an undelivered entry.
    /// </summary>
    public static bool MayBecome(this OutboxState from, OutboxState to) =>
        from switch
        {
            OutboxState.Pending or OutboxState.Throttled => to
                is OutboxState.Pending
                    or OutboxState.Throttled
                    or OutboxState.Sending
                    or OutboxState.Refused
                    or OutboxState.Dead
                    or OutboxState.Cancelled,
            OutboxState.Sending => to is not (OutboxState.Sending or OutboxState.Cancelled),
            OutboxState.Unknown => to is not (OutboxState.Unknown or OutboxState.Sending or OutboxState.Throttled),
            OutboxState.Accepted => to is OutboxState.Delivered or OutboxState.Read or OutboxState.Failed,
            OutboxState.Delivered => to is OutboxState.Read or OutboxState.Failed,
            OutboxState.Failed => to is OutboxState.Delivered or OutboxState.Read or OutboxState.Pending,
            OutboxState.Refused or OutboxState.Dead or OutboxState.Cancelled => to is OutboxState.Pending,
            _ => false,
        };
}
