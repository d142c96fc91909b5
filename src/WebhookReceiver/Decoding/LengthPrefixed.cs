using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>Concatenates values as bytes, each after its length; "a","bc" and "ab","c" differ.</summary>
internal ref struct LengthPrefixed() : IDisposable
{
    private const int Absent = -1;
    private const int UsualBytes = 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualBytes);
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Add(string? text)
    {
        if (text is null)
        {
            Add(Absent);
            return;
        }

        Add(text.AsSpan());
    }

    public void Add(ReadOnlySpan<char> text)
    {
        Reserve(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var bytes = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length + sizeof(int)));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length), bytes);
        _length += sizeof(int) + bytes;
    }

    public void Add(int number)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_length), number);
        _length += sizeof(int);
    }

    public void Add(double number)
    {
        Reserve(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.AsSpan(_length), number);
        _length += sizeof(double);
    }

    public readonly void Dispose() => RawValueText.Return(_buffer);

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
        RawValueText.Return(_buffer);
        _buffer = larger;
    }
}
