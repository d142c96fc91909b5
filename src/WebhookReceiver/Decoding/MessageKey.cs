using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Identifies all deliveries of one message. The identity covers the claimed origin (project, channel, unique-id). The
/// rest is a SHA-256 over project, channel, id, sender, kind and content, each after its length, so that no two
/// messages collide. The same id with other content is another message.
/// </summary>
/// <remarks>
/// Without an id the key identifies by content alone. An honest second "4" then has the same key, so an equal message
/// counts as a redelivery only for a short time. Display name and variables are no content: they may change between
/// deliveries. The bytes are part of the journal's schema: a change needs a step of <c>Schema</c>.
/// </remarks>
/// <param name="Identity">Hash of project, channel and unique-id; hash of the content if there is no id.</param>
/// <param name="High">First half of the hash over everything.</param>
/// <param name="Low">Second half; the arrival if there is no id, so that an honest second "4" has its own row.</param>
/// <param name="HasId">
/// False: only the content identifies the message, and only for <see cref="WindowWithoutId"/>.
/// </param>
internal readonly record struct MessageKey(ulong Identity, ulong High, ulong Low, bool HasId)
{
    public const int Length = 24;

    public static readonly TimeSpan WindowWithoutId = TimeSpan.FromSeconds(10);

    /// <summary>Seed for random choices; the same for every delivery.</summary>
    public long Seed => (long)BinaryPrimitives.ReverseEndianness(HasId ? High : Identity);

    /// <summary>The key of a message; its seed is not part of the key.</summary>
    public static MessageKey Of(IncomingMessage message)
    {
        var content = new LengthPrefixed();
        content.Add(message.Project);
        content.Add(message.Channel);
        content.Add(message.Id);
        content.Add(message.Sender);
        content.Add((int)message.Kind | (message.IsEcho ? 256 : 0));
        content.Add(message.Text);
        content.Add(message.Group?.Id);
        content.Add(message.ButtonPayload);
        content.Add(message.ListChoice?.Id);
        content.Add(message.QuotedMessageId);
        content.Add(MediaOf(message));
        content.Add(message.Location?.Latitude ?? double.NaN);
        content.Add(message.Location?.Longitude ?? double.NaN);
        var cards = message.Contacts;
        var count = cards.Count;
        content.Add(count);
        for (var i = 0; i < count; i++)
        {
            var card = cards[i];
            content.Add(card.FirstName);
            content.Add(card.LastName);
            content.Add(card.Phone);
            content.Add(card.Email);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content.Written, digest);
        content.Dispose();
        return Of(message, digest);
    }

    /// <summary>The key of a message with an existing content hash.</summary>
    /// <param name="message">The message; its id gives the identity.</param>
    /// <param name="hash">Hash over everything; at least 16 bytes.</param>
    public static MessageKey Of(IncomingMessage message, ReadOnlySpan<byte> hash)
    {
        var first = BinaryPrimitives.ReadUInt64BigEndian(hash);
        var second = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]);
        return string.IsNullOrEmpty(message.Id)
            ? new MessageKey(first, second, 0, HasId: false)
            : new MessageKey(IdentityOf(message, isOld: false), first, second, HasId: true);
    }

    /// <summary>Reads a key that <see cref="WriteTo"/> wrote; its bytes do not tell whether there is an id.</summary>
    public static MessageKey Read(ReadOnlySpan<byte> stored, bool hasId) =>
        new(
            BinaryPrimitives.ReadUInt64BigEndian(stored),
            BinaryPrimitives.ReadUInt64BigEndian(stored[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(stored[16..]),
            hasId
        );

    /// <summary>All parts are hashes already.</summary>
    public override int GetHashCode() => (Identity ^ High).GetHashCode();

    /// <summary>The key under which the store has a message that arrived at this instant.</summary>
    public MessageKey ArrivedAt(DateTimeOffset instant) => HasId ? this : this with { Low = (ulong)instant.UtcTicks };

    /// <summary>The key of this message in the first builds, which made identities with SHA-256.</summary>
    public MessageKey UnderOldIdentity(IncomingMessage message) =>
        HasId ? this with { Identity = IdentityOf(message, isOld: true) } : this;

    /// <summary>Whether a stored key belongs to this message, given its arrival.</summary>
    public bool IsSameMessage(MessageKey stored, DateTimeOffset arrival)
    {
        if (stored.Identity != Identity || stored.High != High)
        {
            return false;
        }

        return HasId
            ? stored.Low == Low
            : TimeSpan.FromTicks(Math.Abs(arrival.UtcTicks - (long)stored.Low)) < WindowWithoutId;
    }

    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, Identity);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], High);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], Low);
    }

    /// <summary>48 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        WriteTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>
    /// The media address, without its query if there is an id. The lifetime of an address is not documented (protocol
    /// sheet, section 9), so a retry may carry a fresh signature.
    /// </summary>
    private static ReadOnlySpan<char> MediaOf(IncomingMessage message)
    {
        var url = message.MediaUrl.AsSpan();
        var query = message.Id is null ? -1 : url.IndexOf('?');
        return query < 0 ? url : url[..query];
    }

    // The identity only finds candidate rows; the hash over everything proves that the message is the same.
    private static ulong IdentityOf(IncomingMessage message, bool isOld)
    {
        var (project, channel, id) = (message.Project, message.Channel, message.Id!);
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
        return isOld
            ? BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(parts[..length]))
            : XxHash3.HashToUInt64(parts[..length]);
    }

    private static void Append(string part, Span<byte> target, ref int length)
    {
        var written = Encoding.UTF8.GetBytes(part, target[(length + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(target[length..], written);
        length += sizeof(int) + written;
    }
}
