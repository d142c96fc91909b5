using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>Reads a JSON object in one pass and records where its values are, without copies.</summary>
internal static class JsonBody
{
    public const int MaxDepth = 64;

    private const int OnStack = 256;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth };

    /// <summary>Adds the top-level members. Returns the reason for a refusal, or null for a good object.</summary>
    public static RejectionCode? Read(ref Members members)
    {
        try
        {
            return ReadObject(ref members);
        }
        catch (JsonException)
        {
            return IsTooDeep(members.Body) ? RejectionCode.Depth : RejectionCode.Json;
        }
    }

    private static RejectionCode? ReadObject(ref Members members)
    {
        var reader = new Utf8JsonReader(members.Body, Strict);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            while (reader.Read())
            {
                // Read to the end, so that malformed JSON is reported as such.
            }

            return RejectionCode.Shape;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var isEscaped = reader.ValueIsEscaped;
            reader.Read();
            var value = PlaceOf(ref reader, 0);
            var refused = isEscaped ? AddEscaped(ref members, name, value) : members.Add(name, value, firstWins: false);
            if (refused is not null)
            {
                return refused;
            }
        }

        return reader.Read() ? RejectionCode.Json : null;
    }

    private static RejectionCode? AddEscaped(ref Members members, ReadOnlySpan<byte> name, RawValue value)
    {
        var buffer = name.Length <= OnStack ? stackalloc byte[OnStack] : new byte[name.Length];
        return members.Add(buffer[..JsonEscapes.Unescape(name, buffer)], value, firstWins: false);
    }

    /// <summary>The position of the value at the reader; the reader moves past it.</summary>
    /// <param name="reader">The reader, at a value.</param>
    /// <param name="offset">Offset of the reader's bytes in the body.</param>
    public static RawValue PlaceOf(ref Utf8JsonReader reader, int offset)
    {
        var start = offset + (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var valueEncoding = reader.ValueIsEscaped ? ValueEncoding.JsonEscaped : ValueEncoding.Plain;
                return new(start + 1, reader.ValueSpan.Length, valueEncoding, OtherSpelling: false);
            case JsonTokenType.Number:
                return new(start, reader.ValueSpan.Length, ValueEncoding.Number, OtherSpelling: false);
            case JsonTokenType.StartObject:
                reader.Skip();
                return new(
                    start,
                    offset + (int)reader.BytesConsumed - start,
                    ValueEncoding.Object,
                    OtherSpelling: false
                );
            case JsonTokenType.StartArray:
                reader.Skip();
                return new(
                    start,
                    offset + (int)reader.BytesConsumed - start,
                    ValueEncoding.Array,
                    OtherSpelling: false
                );
            case JsonTokenType.Null:
                return new(start, reader.ValueSpan.Length, ValueEncoding.Null, OtherSpelling: false);
            default:
                return new(start, reader.ValueSpan.Length, ValueEncoding.Literal, OtherSpelling: false);
        }
    }

    /// <summary>Whether the nesting exceeds the limit; called only for a body that could not be read.</summary>
    private static bool IsTooDeep(ReadOnlySpan<byte> body)
    {
        var depth = 0;
        var inText = false;
        for (var at = 0; at < body.Length && depth <= MaxDepth; at++)
        {
            switch (body[at])
            {
                case (byte)'\\' when inText:
                    at++;
                    break;
                case (byte)'"':
                    inText = !inText;
                    break;
                case (byte)'{' or (byte)'[' when !inText:
                    depth++;
                    break;
                case (byte)'}' or (byte)']' when !inText:
                    depth--;
                    break;
            }
        }

        return depth > MaxDepth;
    }
}
