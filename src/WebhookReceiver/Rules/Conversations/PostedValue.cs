using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// A value of a posted body. Each text is filled in by itself and then written as JSON, so nothing that a contact writes
/// can become another member.
/// </summary>
internal abstract record PostedValue
{
    public byte[] Render(IncomingMessage message, IReadOnlyList<KeyValuePair<string, string>> captures)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, message, captures);
        }

        return buffer.WrittenSpan.ToArray();
    }

    protected abstract void Write(
        Utf8JsonWriter json,
        IncomingMessage message,
        IReadOnlyList<KeyValuePair<string, string>> captures
    );

    /// <summary>A text with placeholders.</summary>
    internal sealed record OfText(ReplyTemplate Template) : PostedValue
    {
        protected override void Write(
            Utf8JsonWriter json,
            IncomingMessage message,
            IReadOnlyList<KeyValuePair<string, string>> captures
        ) => json.WriteStringValue(Template.Render(message, captures));
    }

    internal sealed record OfList(ImmutableArray<PostedValue> Items) : PostedValue
    {
        protected override void Write(
            Utf8JsonWriter json,
            IncomingMessage message,
            IReadOnlyList<KeyValuePair<string, string>> captures
        )
        {
            json.WriteStartArray();
            foreach (var item in Items)
            {
                item.Write(json, message, captures);
            }

            json.WriteEndArray();
        }
    }

    internal sealed record OfMap(ImmutableArray<(string Name, PostedValue Value)> Members) : PostedValue
    {
        protected override void Write(
            Utf8JsonWriter json,
            IncomingMessage message,
            IReadOnlyList<KeyValuePair<string, string>> captures
        )
        {
            json.WriteStartObject();
            foreach (var (name, value) in Members)
            {
                json.WritePropertyName(name);
                value.Write(json, message, captures);
            }

            json.WriteEndObject();
        }
    }
}
