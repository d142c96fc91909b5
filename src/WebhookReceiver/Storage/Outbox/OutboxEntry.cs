using System.Buffers.Binary;
using System.Security.Cryptography;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Outbox;

/// <summary>An outgoing message, to be sent by the Push API.</summary>
internal sealed record OutboxEntry
{
    /// <summary>Number of its row, never reused; 0 while it is not stored.</summary>
    public long Id { get; init; }

    /// <summary>
    /// Our unique name for it; the platform returns it in its reports (protocol sheet, sections 3.1 and 4.2).
    /// </summary>
    public required string Reference { get; init; }

    /// <summary>The recipient.</summary>
    public required ContactKey Contact { get; init; }

    /// <summary>
    /// The contact whose message caused an entry for another recipient: forgetting that contact erases the entry too.
    /// </summary>
    public string? About { get; init; }

    /// <summary>Row of the message whose reply caused it; <see langword="null"/> for none.</summary>
    public long? Message { get; init; }

    /// <summary>A name to cancel all of a contact's entries of one purpose; <see langword="null"/> for none.</summary>
    public string? Topic { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The time after which it is no longer sent; <see langword="null"/>: no limit.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public OutboxState State { get; init; }

    /// <summary>The number of attempts to send it.</summary>
    public int Attempts { get; init; }

    /// <summary>The number of attempts at which the platform itself failed.</summary>
    public int Failures { get; init; }

    /// <summary>Time of the first such failure; <see langword="null"/>: none.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Earliest time of the next attempt; equal to <see cref="DueAt"/> until an attempt fails.</summary>
    public DateTimeOffset NextAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The platform's id of the push; <see langword="null"/> until it is known.</summary>
    public string? PushId { get; init; }

    /// <summary>The platform's id of the message in the push; <see langword="null"/> until it is known.</summary>
    public string? MessageId { get; init; }

    /// <summary>The reason for its state, for an operator; never its text or recipient.</summary>
    public string? Detail { get; init; }

    /// <summary>The content, JSON as <c>Sending</c> reads it; without token.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True if recipient or content are not what was stored: it must not be sent.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>The follow-up of a reply. Repeated writes of the record give the same reference.</summary>
    public static OutboxEntry Of(JournalRecord record, int index)
    {
        var followUp = record.Answer!.FollowUps[index];
        return new OutboxEntry
        {
            Reference = ReferenceOf(record, index),
            Contact = ContactKey.Of(
                record.Contact.Project,
                followUp.Channel ?? record.Contact.Channel,
                followUp.Recipient ?? record.Contact.Sender
            ),
            About = followUp.Recipient is null ? null : record.Contact.Sender,
            Topic = followUp.Topic,
            CreatedAt = record.ReceivedAt,
            DueAt = followUp.DueAt,
            ExpiresAt = followUp.ExpiresAt,
            Body = followUp.Body,
        };
    }

    /// <summary>The entry after a change; the platform's ids are stored even if the state is outdated.</summary>
    public OutboxEntry After(OutboxChange change)
    {
        var named = this with { PushId = PushId ?? change.PushId, MessageId = MessageId ?? change.MessageId };
        return State.MayBecome(change.State)
            ? named with
            {
                State = change.State,
                NextAt = change.NextAt ?? NextAt,
                ExpiresAt = change.ExpiresAt ?? ExpiresAt,
                ChangedAt = change.At,
                Detail = change.Detail,
                // After a manual resend it has all its attempts again.
                Failures = change.State is OutboxState.Pending ? 0 : Failures + (change.IsFailure ? 1 : 0),
                FailingSince =
                    change.State is OutboxState.Pending ? null : FailingSince ?? (change.IsFailure ? change.At : null),
            }
            : named;
    }

    // Contains the arrival, because a message may be decided anew once its id has expired.
    private static string ReferenceOf(JournalRecord record, int index)
    {
        const int Numbers = sizeof(long) + sizeof(int);
        const int KeptBytes = 10;
        Span<byte> parts = stackalloc byte[MessageKey.Length + Numbers];
        record.Key.WriteTo(parts);
        BinaryPrimitives.WriteInt64BigEndian(parts[MessageKey.Length..], record.ReceivedAt.UtcTicks);
        BinaryPrimitives.WriteInt32BigEndian(parts[(MessageKey.Length + sizeof(long))..], index);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(parts, hash);
        return $"wr{Convert.ToHexStringLower(hash[..KeptBytes])}";
    }
}

/// <summary>A change of an entry.</summary>
/// <param name="Reference">The entry's reference.</param>
/// <param name="State">The new state, if the transition is allowed.</param>
/// <param name="At">Time of the change.</param>
internal sealed record OutboxChange(string Reference, OutboxState State, DateTimeOffset At)
{
    /// <summary>Time of the next attempt; <see langword="null"/>: unchanged.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>A new expiry, at a manual resend; <see langword="null"/>: unchanged.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True if the platform failed at the attempt.</summary>
    public bool IsFailure { get; init; }

    public string? PushId { get; init; }
    public string? MessageId { get; init; }
    public string? Detail { get; init; }
}

/// <summary>A filter for entries; every omitted part means all.</summary>
/// <param name="State">Only those in this state.</param>
/// <param name="Sender">Only those to this contact, see <see cref="SenderMatch"/>.</param>
/// <param name="Before">Only rows with a smaller number.</param>
/// <param name="Most">Maximum number of entries.</param>
internal sealed record OutboxQuery(
    OutboxState? State = null,
    string? Sender = null,
    long Before = long.MaxValue,
    int Most = 100
);

/// <summary>The texts that the journal itself writes into <see cref="OutboxEntry.Detail"/>.</summary>
internal static class OutboxDetails
{
    public const string Expired = "too late: it expired before it could be sent";
    public const string Stopped = "the contact opted out";
    public const string UnknownContact =
        "the contact's state is damaged in the journal, so nobody knows whether the contact opted out";
    public const string Damaged = "the journal is damaged here: its checksum is wrong";
    public const string Interrupted = "the server ended while it was being sent";
}
