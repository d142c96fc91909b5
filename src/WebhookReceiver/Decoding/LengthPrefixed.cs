using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>Collects values as bytes, each with its length before it; "a","bc" and "ab","c" come out different.</summary>
internal ref struct LengthPrefixed(Span<byte> buffer) : IDisposable
{
    private const int Absent = -1;

    private Span<byte> _buffer = buffer;
    private byte[]? _rented;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Add(string? text)
    {
        if (text is null)
        {
            Add(Absent);
            return;
        }

        Add(text.AsSpan());
    }

    public void Add(scoped ReadOnlySpan<char> text)
    {
        Reserve(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var bytes = Encoding.UTF8.GetBytes(text, _buffer[(_length + sizeof(int))..]);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer[_length..], bytes);
        _length += sizeof(int) + bytes;
    }

    public void Add(int number)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer[_length..], number);
        _length += sizeof(int);
    }

    public void Add(double number)
    {
        Reserve(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer[_length..], number);
        _length += sizeof(double);
    }

    public readonly void Dispose() => SlotText.Return(_rented);

    private void Reserve(int more)
    {
        if (_length + more > _buffer.Length)
        {
            Grow(more);
        }
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + more, _buffer.Length * 2));
        Written.CopyTo(larger);
        SlotText.Return(_rented);
        _buffer = _rented = larger;
    }
}
