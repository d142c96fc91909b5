using System.Collections.Immutable;
using System.Text;

namespace WebhookReceiver.Journal.Spooling;

/// <summary>A record as bytes and back, for the spool.</summary>
internal static class RecordCodec
{
    private const byte Format = 2;

    /// <summary>Without topics and expiries of follow-ups; a spool may outlive an update.</summary>
    private const byte OldestFormat = 1;

    public static byte[] Write(JournalRecord record)
    {
        using var stream = new MemoryStream(record.Raw.Length + record.Decoded.Length + 512);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            Span<byte> key = stackalloc byte[JournalKey.Length];
            record.Key.WriteTo(key);
            writer.Write(Format);
            writer.Write(key);
            writer.Write(record.Contact.Project);
            writer.Write(record.Contact.Channel);
            writer.Write(record.Contact.Sender);
            writer.Write(record.ReceivedAt.UtcTicks);
            writer.Write(record.Seed);
            Write(writer, record.Raw);
            Write(writer, record.Decoded);
            Write(writer, record.StateBefore);
            writer.Write(record.Answer is not null);
            if (record.Answer is { } answer)
            {
                Write(writer, answer);
            }
        }

        return stream.ToArray();
    }

    public static JournalRecord Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        var format = reader.ReadByte();
        if (format is < OldestFormat or > Format)
        {
            throw new InvalidDataException("The spool was written by another version of this program.");
        }

        return new JournalRecord
        {
            Key = JournalKey.Read(reader.ReadBytes(JournalKey.Length)),
            Contact = new ContactKey(reader.ReadString(), reader.ReadString(), reader.ReadString()),
            ReceivedAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
            Seed = reader.ReadInt64(),
            Raw = ReadBytes(reader),
            Decoded = ReadBytes(reader),
            StateBefore = ReadBytes(reader),
            Answer = reader.ReadBoolean() ? ReadAnswer(reader, format) : null,
        };
    }

    private static void Write(BinaryWriter writer, JournalAnswer answer)
    {
        Write(writer, answer.Reply);
        writer.Write(answer.RuleName is not null);
        writer.Write(answer.RuleName ?? "");
        writer.Write(answer.BookVersion);
        writer.Write(answer.Duration.Ticks);
        writer.Write(answer.StateAfter?.Version ?? -1);
        Write(writer, answer.StateAfter?.Stored ?? default);
        Write(writer, answer.ForeignResults);
        writer.Write(answer.FollowUps.Length);
        foreach (var followUp in answer.FollowUps)
        {
            writer.Write(followUp.DueAt.UtcTicks);
            Write(writer, followUp.Body);
            writer.Write(followUp.Topic is not null);
            writer.Write(followUp.Topic ?? "");
            writer.Write(followUp.ExpiresAt?.UtcTicks ?? 0);
        }
    }

    private static FollowUp ReadFollowUp(BinaryReader reader, byte format)
    {
        var followUp = new FollowUp(new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), ReadBytes(reader));
        if (format == OldestFormat)
        {
            return followUp;
        }

        var hasTopic = reader.ReadBoolean();
        var topic = reader.ReadString();
        var expires = reader.ReadInt64();
        return followUp with
        {
            Topic = hasTopic ? topic : null,
            ExpiresAt = expires == 0 ? null : new DateTimeOffset(expires, TimeSpan.Zero),
        };
    }

    private static JournalAnswer ReadAnswer(BinaryReader reader, byte format)
    {
        var reply = ReadBytes(reader);
        var hasRule = reader.ReadBoolean();
        var rule = reader.ReadString();
        var book = reader.ReadString();
        var duration = TimeSpan.FromTicks(reader.ReadInt64());
        var version = reader.ReadInt64();
        var state = ReadBytes(reader);
        var foreign = ReadBytes(reader);
        var followUps = ImmutableArray.CreateBuilder<FollowUp>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            followUps.Add(ReadFollowUp(reader, format));
        }

        return new JournalAnswer
        {
            Reply = reply,
            RuleName = hasRule ? rule : null,
            BookVersion = book,
            Duration = duration,
            StateAfter = version < 0 ? null : ContactState.Read(version, state),
            FollowUps = followUps.DrainToImmutable(),
            ForeignResults = foreign,
        };
    }

    private static void Write(BinaryWriter writer, ReadOnlyMemory<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes.Span);
    }

    private static byte[] ReadBytes(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());
}
