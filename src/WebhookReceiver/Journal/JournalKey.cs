using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace WebhookReceiver.Journal;

/// <summary>
/// What makes two deliveries the same message. The first eight bytes tell who it claims to be (project, channel, unique-id),
/// the others what it says, so that one look at one place of the index finds the rows of the message and of those that borrow its id.
/// </summary>
/// <param name="Identity">Hash of project, channel and unique-id; of the content where there is no id.</param>
/// <param name="High">First half of the hash of everything.</param>
/// <param name="Low">Second half; the arrival where there is no id, so that an honest second "4" has its own row.</param>
/// <param name="HasId">False: the content alone tells, and only for <see cref="WindowWithoutId"/>.</param>
internal readonly record struct JournalKey(ulong Identity, ulong High, ulong Low, bool HasId)
{
    public const int Length = 24;

    /// <summary>Of those the first, which stand in the index: whom it claims to be, and enough of what it says to tell most apart.</summary>
    public const int PrefixLength = sizeof(ulong) + (TagBits / 8);

    public const int TagBits = 24;

    public static readonly TimeSpan WindowWithoutId = TimeSpan.FromSeconds(10);

    /// <summary>Key of a message.</summary>
    /// <param name="hash">Hash of project, channel, unique-id, sender, kind and content; at least 16 bytes.</param>
    public static JournalKey Of(IncomingMessage message, ReadOnlySpan<byte> hash)
    {
        var first = BinaryPrimitives.ReadUInt64BigEndian(hash);
        var second = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]);
        return string.IsNullOrEmpty(message.Id)
            ? new JournalKey(first, second, 0, HasId: false)
            : new JournalKey(IdentityOf(message.Project, message.Channel, message.Id), first, second, HasId: true);
    }

    /// <summary>
    /// The first bits of what it says. Messages without an id that say the same have the same; with an id, one in sixteen million
    /// of those that borrow it.
    /// </summary>
    public uint Tag => (uint)(High >> (64 - TagBits));

    /// <summary>
    /// Without an id: whether a stored message that says the same is so much older that none before it needs to be looked at.
    /// The hour is for a clock that was set back.
    /// </summary>
    public bool IsLongAfter(JournalKey stored) =>
        !HasId && (long)stored.Low < (long)Low - (WindowWithoutId + TimeSpan.FromHours(1)).Ticks;

    /// <summary>All of it are hashes already.</summary>
    public override int GetHashCode() => (Identity ^ High).GetHashCode();

    /// <summary>The key under which a message is stored that arrived then.</summary>
    public JournalKey ArrivedAt(DateTimeOffset instant) => HasId ? this : this with { Low = (ulong)instant.UtcTicks };

    /// <summary>Whether a stored key is that of this message, arriving then.</summary>
    public bool IsSameMessage(JournalKey stored, DateTimeOffset arrival)
    {
        if (HasId)
        {
            return stored.Identity == Identity && stored.High == High && stored.Low == Low;
        }

        var apart = TimeSpan.FromTicks(Math.Abs(arrival.UtcTicks - (long)stored.Low));
        return stored.Identity == Identity && stored.High == High && apart < WindowWithoutId;
    }

    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, Identity);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], High);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], Low);
    }

    public static JournalKey Read(ReadOnlySpan<byte> stored) =>
        new(
            BinaryPrimitives.ReadUInt64BigEndian(stored),
            BinaryPrimitives.ReadUInt64BigEndian(stored[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(stored[16..]),
            HasId: true
        );

    private static ulong IdentityOf(string project, string channel, string id)
    {
        var most =
            3
            * (
                sizeof(int)
                + Encoding.UTF8.GetMaxByteCount(Math.Max(project.Length, Math.Max(channel.Length, id.Length)))
            );
        var parts = most <= 1024 ? stackalloc byte[1024] : new byte[most];
        var length = 0;
        Append(project, parts, ref length);
        Append(channel, parts, ref length);
        Append(id, parts, ref length);
        // Whom it claims to be only finds the rows to compare; that it is the same is told by the hash of everything.
        return XxHash3.HashToUInt64(parts[..length]);
    }

    private static void Append(string part, Span<byte> target, ref int length)
    {
        var written = Encoding.UTF8.GetBytes(part, target[(length + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(target[length..], written);
        length += sizeof(int) + written;
    }
}
