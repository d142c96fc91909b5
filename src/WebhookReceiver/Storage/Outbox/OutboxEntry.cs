using System.Buffers.Binary;
using System.Security.Cryptography;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Outbox;

/// <summary>A message of ours, to be sent by the Push API.</summary>
internal sealed record OutboxEntry
{
    /// <summary>Number of its row, never used again; 0 while it is not stored.</summary>
    public long Id { get; init; }

    /// <summary>Our own name for it, unique; goes to the platform and comes back in its reports (protocol sheet, sections 3.1 and 4.2).</summary>
    public required string Reference { get; init; }

    /// <summary>Who gets it.</summary>
    public required ContactKey Contact { get; init; }

    /// <summary>Whose message brought it, where somebody else gets it: forgetting that contact erases it too.</summary>
    public string? About { get; init; }

    /// <summary>Row of the message whose reply brought it; <see langword="null"/> if none did.</summary>
    public long? Message { get; init; }

    /// <summary>A name by which all of a contact's entries of one purpose can be cancelled; <see langword="null"/> if it has none.</summary>
    public string? Topic { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>From then on it is not sent any more; <see langword="null"/>: never too late.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public OutboxState State { get; init; }

    /// <summary>How often it was taken to be sent.</summary>
    public int Attempts { get; init; }

    /// <summary>At how many of these tries the platform itself failed.</summary>
    public int Failures { get; init; }

    /// <summary>When it did so first; <see langword="null"/>: never.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Not before; equal to <see cref="DueAt"/> until a try has failed.</summary>
    public DateTimeOffset NextAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The platform's id of the push; <see langword="null"/> until it is known.</summary>
    public string? PushId { get; init; }

    /// <summary>The platform's id of the message in the push; <see langword="null"/> until it is known.</summary>
    public string? MessageId { get; init; }

    /// <summary>Why it is in this state, for a person; never what it says or to whom.</summary>
    public string? Detail { get; init; }

    /// <summary>What is sent, JSON as <c>Sending</c> reads it; without token.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The follow-up of a reply. Its reference is the same however often the record is written.</summary>
    public static OutboxEntry Of(JournalRecord record, int index)
    {
        var followUp = record.Answer!.FollowUps[index];
        return new OutboxEntry
        {
            Reference = ReferenceOf(record, index),
            Contact = record.Contact with
            {
                Channel = followUp.Channel ?? record.Contact.Channel,
                Sender = followUp.Recipient ?? record.Contact.Sender,
            },
            About = followUp.Recipient is null ? null : record.Contact.Sender,
            Topic = followUp.Topic,
            CreatedAt = record.ReceivedAt,
            DueAt = followUp.DueAt,
            ExpiresAt = followUp.ExpiresAt,
            Body = followUp.Body,
        };
    }

    /// <summary>The entry after something happened to it; what the platform called it is kept even if the state is older news.</summary>
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
                // Sent anew by hand it has all its tries again.
                Failures = change.State is OutboxState.Pending ? 0 : Failures + (change.IsFailure ? 1 : 0),
                FailingSince =
                    change.State is OutboxState.Pending ? null : FailingSince ?? (change.IsFailure ? change.At : null),
            }
            : named;
    }

    // The arrival is in it because a message may be decided anew once its id has expired.
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

/// <summary>Something that happened to an entry.</summary>
/// <param name="Reference">The entry's.</param>
/// <param name="State">What it becomes, if it may.</param>
/// <param name="At">When.</param>
internal sealed record OutboxChange(string Reference, OutboxState State, DateTimeOffset At)
{
    /// <summary>When to try again; <see langword="null"/>: as it was.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>A new end of its time, when it is sent anew by hand; <see langword="null"/>: as it was.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Set where the platform failed at the try.</summary>
    public bool IsFailure { get; init; }

    public string? PushId { get; init; }
    public string? MessageId { get; init; }
    public string? Detail { get; init; }
}

/// <summary>Which entries to list; everything left out means all.</summary>
/// <param name="State">Only those in this state.</param>
/// <param name="Sender">Only those to this contact, see <see cref="SenderMatch"/>.</param>
/// <param name="Before">Only rows with a smaller number.</param>
/// <param name="Most">How many at most.</param>
internal sealed record OutboxQuery(
    OutboxState? State = null,
    string? Sender = null,
    long Before = long.MaxValue,
    int Most = 100
);
