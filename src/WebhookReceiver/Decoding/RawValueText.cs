using System.Buffers;
using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Converts positions in the body to text. Never throws: invalid UTF-8 becomes U+FFFD, one for each maximal subpart.
/// </summary>
internal static class RawValueText
{
    private const int OnStack = 512;

    public static string Decode(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>The value as text; JSON objects and arrays as their JSON, literals by name.</summary>
    public static string Read(ReadOnlySpan<byte> body, RawValue rawValue)
    {
        var bytes = rawValue.Of(body);
        if (rawValue.ValueEncoding is not (ValueEncoding.JsonEscaped or ValueEncoding.FormEncoded))
        {
            return Decode(bytes);
        }

        byte[]? rented = null;
        var buffer =
            bytes.Length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
        var text = Decode(buffer[..Decode(bytes, rawValue.ValueEncoding, buffer)]);
        Return(rented);
        return text;
    }

    /// <summary>The text of a scalar; null if it is missing or empty.</summary>
    public static string? ReadOrNull(in Members members, Field field)
    {
        var rawValue = members[field];
        return rawValue.IsScalar && rawValue.Length > 0 ? Read(members.Body, rawValue) : null;
    }

    /// <summary>Writes the plain UTF-8 of a value, never more than its encoded length; returns the length.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, ValueEncoding valueEncoding, Span<byte> destination)
    {
        switch (valueEncoding)
        {
            case ValueEncoding.JsonEscaped:
                return JsonEscapes.Unescape(bytes, destination);
            case ValueEncoding.FormEncoded:
                return FormEncoding.Unescape(bytes, destination, out _);
            default:
                bytes.CopyTo(destination);
                return bytes.Length;
        }
    }

    public static void Return(byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // it held a contact's words
        }
    }
}
