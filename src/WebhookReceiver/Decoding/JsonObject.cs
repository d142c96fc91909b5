using System.Text.Json;

namespace WebhookReceiver.Decoding;

/// <summary>Iterates over an object inside the body, which is known to be well-formed.</summary>
internal ref struct JsonObject
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly int _start;
    private Utf8JsonReader _reader;
    private ReadOnlySpan<byte> _name;

    public JsonObject(ReadOnlySpan<byte> body, RawValue rawValue)
    {
        _body = body;
        _start = rawValue.Start;
        _reader = new(rawValue.Of(body));
        _reader.Read();
    }

    /// <summary>Name of the current member, with its escapes: no known name has any.</summary>
    public readonly string Name => RawValueText.Decode(_name);

    public RawValue Value { get; private set; }

    public bool Next()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        _name = _reader.ValueSpan;
        _reader.Read();
        Value = JsonBody.PlaceOf(ref _reader, _start);
        return true;
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    /// <summary>The current value as text; null if it is empty or no scalar.</summary>
    public readonly string? Text() => Value.IsScalar && Value.Length > 0 ? RawValueText.Read(_body, Value) : null;
}
