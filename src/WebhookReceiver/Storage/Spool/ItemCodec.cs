using System.Text;
using WebhookReceiver.Decoding;

namespace WebhookReceiver.Storage.Spool;

/// <summary>
/// Encodes and decodes items for the spool. The first byte is the format; a spool may outlive an update.
/// </summary>
internal static class ItemCodec
{
    private const byte OldestMessage = 1;
    private const byte OldMessage = 2;
    private const byte Event = 3;
    private const byte LaterMessage = 4;
    private const byte Message = 5;

    public static byte[] Write(JournalItem item)
    {
        using var stream = new MemoryStream((2 * item.Raw.Length) + 512);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            if (item is JournalRecord record)
            {
                writer.Write(Message);
                RecordCodec.Write(writer, record);
            }
            else
            {
                writer.Write(Event);
                WriteEvent(writer, (EventRecord)item);
            }
        }

        return stream.ToArray();
    }

    public static JournalItem Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        var kind = reader.ReadByte();
        return kind switch
        {
            OldestMessage => RecordCodec.Read(reader, FollowUpForm.Plain),
            OldMessage => RecordCodec.Read(reader, FollowUpForm.WithRecipients),
            LaterMessage => RecordCodec.Read(reader, FollowUpForm.WithChannels),
            Message => RecordCodec.Read(reader, FollowUpForm.WithPlugins),
            Event => ReadEvent(reader),
            _ => throw new InvalidDataException("The spool was written by another version of this program."),
        };
    }

    public static void Write(BinaryWriter writer, ReadOnlyMemory<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes.Span);
    }

    public static byte[] ReadBytes(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        return length >= 0 && length <= reader.BaseStream.Length - reader.BaseStream.Position
            ? reader.ReadBytes(length)
            : throw new InvalidDataException("A length in the spool is wrong.");
    }

    private static void WriteEvent(BinaryWriter writer, EventRecord report)
    {
        writer.Write(report.ReceivedAt.UtcTicks);
        Write(writer, report.Raw);
        Write(writer, report.Hash);
        writer.Write((int)report.Kind);
        writer.Write(report.EventId);
        writer.Write(report.Project);
    }

    private static EventRecord ReadEvent(BinaryReader reader) =>
        new()
        {
            ReceivedAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
            Raw = ReadBytes(reader),
            Hash = ReadBytes(reader),
            Kind = (DeliveryEventKind)reader.ReadInt32(),
            EventId = reader.ReadString(),
            Project = reader.ReadString(),
        };
}
