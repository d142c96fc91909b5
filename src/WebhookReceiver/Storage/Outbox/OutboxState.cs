namespace WebhookReceiver.Storage.Outbox;

/// <summary>How far a message of ours has come. The numbers are stored; those up to <see cref="Sending"/> are still to be sent.</summary>
internal enum OutboxState
{
    Pending = 0,

    /// <summary>The platform had no room for it; it is tried again at its next instant.</summary>
    Throttled = 1,

    /// <summary>Taken, and on the wire or about to be. After a crash nobody knows whether it went out.</summary>
    Sending = 2,

    /// <summary>The platform took it (status 100), which is not yet delivery (protocol sheet, section 4.1).</summary>
    Accepted = 3,

    /// <summary>It may or may not have gone out; a report can still tell.</summary>
    Unknown = 4,
    Delivered = 5,
    Read = 6,

    /// <summary>The platform said no, and would say it again; or we see before sending that it would.</summary>
    Refused = 7,

    /// <summary>A report says that it did not arrive.</summary>
    Failed = 8,

    /// <summary>Given up: too many tries, or too late to make sense.</summary>
    Dead = 9,
    Cancelled = 10,
}

internal static class OutboxStates
{
    /// <summary>For people and metrics; also what the verbs take.</summary>
    public static string Word(this OutboxState state) => state.ToString().ToLowerInvariant();

    public static bool IsOpen(this OutboxState state) => state <= OutboxState.Sending;

    /// <summary>
    /// Reports come in any order and may overtake the answer to the push, so a later state is never taken back by an earlier
    /// one. What ended without arriving may be sent anew, by hand.
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
