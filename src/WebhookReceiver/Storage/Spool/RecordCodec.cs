using System.Collections.Immutable;
using WebhookReceiver.Decoding;
using WebhookReceiver.Storage.Contacts;

namespace WebhookReceiver.Storage.Spool;

/// <summary>Encodes and decodes a message with its answer.</summary>
internal static class RecordCodec
{
    public static void Write(BinaryWriter writer, JournalRecord record)
    {
        Span<byte> key = stackalloc byte[MessageKey.Length];
        record.Key.WriteTo(key);
        writer.Write(key);
        writer.Write(record.Contact.Project);
        writer.Write(record.Contact.Channel);
        writer.Write(record.Contact.Sender);
        writer.Write(record.ReceivedAt.UtcTicks);
        writer.Write(record.Seed);
        ItemCodec.Write(writer, record.Raw);
        ItemCodec.Write(writer, record.Decoded);
        ItemCodec.Write(writer, record.StateBefore);
        writer.Write(record.Answer is not null);
        if (record.Answer is { } answer)
        {
            Write(writer, answer);
        }

        writer.Write(record.Tries);
        WriteText(writer, record.Asked);
    }

    /// <param name="reader">The reader, at the record.</param>
    /// <param name="form">The format of follow-ups in this record.</param>
    public static JournalRecord Read(BinaryReader reader, FollowUpForm form)
    {
        var key = reader.ReadBytes(MessageKey.Length);
        var record = new JournalRecord
        {
            Key = MessageKey.Read(key, hasId: true),
            Contact = new ContactKey(reader.ReadString(), reader.ReadString(), reader.ReadString()),
            ReceivedAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
            Seed = reader.ReadInt64(),
            Raw = ItemCodec.ReadBytes(reader),
            Decoded = ItemCodec.ReadBytes(reader),
            StateBefore = ItemCodec.ReadBytes(reader),
            Answer = reader.ReadBoolean() ? ReadAnswer(reader, form) : null,
        };
        if (form >= FollowUpForm.WithPlugins)
        {
            record = record with { Tries = reader.ReadInt32(), Asked = ReadText(reader) };
        }

        return record with
        {
            Key = StoredKey.Renew(key, record.Raw, record.Decoded),
        };
    }

    private static void Write(BinaryWriter writer, MessageResult answer)
    {
        ItemCodec.Write(writer, answer.Reply);
        writer.Write(answer.Rule is not null);
        writer.Write(answer.Rule ?? "");
        writer.Write(answer.Version);
        writer.Write(answer.Duration.Ticks);
        writer.Write(answer.StateAfter?.Version ?? -1);
        ItemCodec.Write(writer, answer.StateAfter?.Stored ?? default);
        ItemCodec.Write(writer, answer.ExternalResults);
        writer.Write(answer.FollowUps.Length);
        foreach (var followUp in answer.FollowUps)
        {
            writer.Write(followUp.DueAt.UtcTicks);
            ItemCodec.Write(writer, followUp.Body);
            WriteText(writer, followUp.Recipient);
            WriteText(writer, followUp.Topic);
            writer.Write(followUp.ExpiresAt?.UtcTicks ?? 0);
            WriteText(writer, followUp.Channel);
        }
    }

    private static FollowUp ReadFollowUp(BinaryReader reader, FollowUpForm form)
    {
        var followUp = new FollowUp(new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), ItemCodec.ReadBytes(reader));
        if (form is FollowUpForm.Plain)
        {
            return followUp;
        }

        return followUp with
        {
            Recipient = ReadText(reader),
            Topic = ReadText(reader),
            ExpiresAt = reader.ReadInt64() is > 0 and var end ? new DateTimeOffset(end, TimeSpan.Zero) : null,
            Channel = form >= FollowUpForm.WithChannels ? ReadText(reader) : null,
        };
    }

    private static MessageResult ReadAnswer(BinaryReader reader, FollowUpForm form)
    {
        var reply = ItemCodec.ReadBytes(reader);
        var hasRule = reader.ReadBoolean();
        var rule = reader.ReadString();
        var book = reader.ReadString();
        var duration = TimeSpan.FromTicks(reader.ReadInt64());
        var version = reader.ReadInt64();
        var state = ItemCodec.ReadBytes(reader);
        var external = ItemCodec.ReadBytes(reader);
        var followUps = ImmutableArray.CreateBuilder<FollowUp>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            followUps.Add(ReadFollowUp(reader, form));
        }

        return new MessageResult
        {
            Reply = reply,
            Rule = hasRule ? rule : null,
            Version = book,
            Duration = duration,
            StateAfter = version < 0 ? null : ContactState.Read(version, state),
            FollowUps = followUps.DrainToImmutable(),
            ExternalResults = external,
        };
    }

    private static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        writer.Write(text ?? "");
    }

    private static string? ReadText(BinaryReader reader)
    {
        var isThere = reader.ReadBoolean();
        var text = reader.ReadString();
        return isThere ? text : null;
    }
}

/// <summary>The formats of follow-ups in the versions that wrote a spool.</summary>
internal enum FollowUpForm
{
    Plain = 0,

    /// <summary>Recipients, topics and expiries.</summary>
    WithRecipients = 1,

    /// <summary>Own channels, too.</summary>
    WithChannels = 2,

    /// <summary>The same, and the record names the plug-ins that were asked.</summary>
    WithPlugins = 3,
}
