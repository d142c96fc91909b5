using System.Runtime.InteropServices;

namespace WebhookReceiver.Storage;

/// <summary>What became of a record.</summary>
internal enum CommitOutcome
{
    /// <summary>It is durable, or an earlier answer of the same message is: see <see cref="CommitResult.Reply"/>.</summary>
    Counts = 0,

    /// <summary>
    /// Another process changed the contact's state first, so nothing was stored. <see cref="IJournal.LoadAsync"/> has the newer state:
    /// decide again.
    /// </summary>
    Stale = 1,

    /// <summary>External code runs for the contact in another process, so nothing was stored: try again soon.</summary>
    Held = 2,

    /// <summary>Another process decides this very message with external code, so nothing was stored: try again soon.</summary>
    Running = 3,

    /// <summary>
    /// An earlier delivery began external code and its process ended. This process has the right to decide it now, see
    /// <see cref="CommitResult.Earlier"/>: decide again.
    /// </summary>
    Unanswered = 4,
}

/// <summary>The outcome of a commit.</summary>
/// <param name="Outcome">What became of the record. A store with one process always says <see cref="CommitOutcome.Counts"/>.</param>
/// <param name="Reply">
/// The valid reply, if it counts: the record's own, or the stored bytes of an earlier answer. Empty for a record without an answer.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CommitResult(CommitOutcome Outcome, ReadOnlyMemory<byte> Reply = default)
{
    /// <summary>What is known of an earlier delivery, if <see cref="CommitOutcome.Unanswered"/>.</summary>
    public Finding Earlier { get; init; }

    /// <summary>True if it counts, and another message has its id: worth an alert.</summary>
    public bool HasOtherContent { get; init; }

    /// <summary>The bytes that every delivery of the message gets.</summary>
    public static CommitResult Counts(ReadOnlyMemory<byte> reply) => new(CommitOutcome.Counts, reply);

    /// <summary>True if this very answer was stored, and no earlier one: only then did its effects happen.</summary>
    public bool IsOf(MessageResult answer) => Outcome is CommitOutcome.Counts && Reply.Equals(answer.Reply);
}
