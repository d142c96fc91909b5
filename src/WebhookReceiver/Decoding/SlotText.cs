using System.Buffers;
using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Turns places of the body into text. Never throws: what is not UTF-8 becomes U+FFFD, one for each maximal subpart.
/// </summary>
internal static class SlotText
{
    private const int OnStack = 512;

    public static string Decode(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>The value as text; JSON objects and arrays as their JSON, literals by name.</summary>
    public static string Read(ReadOnlySpan<byte> body, Slot slot)
    {
        var bytes = slot.Of(body);
        if (slot.Spelling is not (Spelling.JsonEscaped or Spelling.FormEncoded))
        {
            return Decode(bytes);
        }

        byte[]? rented = null;
        var buffer =
            bytes.Length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
        var text = Decode(buffer[..Unspell(bytes, slot.Spelling, buffer)]);
        Return(rented);
        return text;
    }

    /// <summary>The text of a scalar; null where there is none or an empty one.</summary>
    public static string? ReadOrNull(in Members members, Field field)
    {
        var slot = members[field];
        return slot.IsScalar && slot.Length > 0 ? Read(members.Body, slot) : null;
    }

    /// <summary>Writes the plain UTF-8 of a value, which is never longer than its spelling; returns the length.</summary>
    public static int Unspell(ReadOnlySpan<byte> bytes, Spelling spelling, Span<byte> destination)
    {
        switch (spelling)
        {
            case Spelling.JsonEscaped:
                return JsonEscapes.Undo(bytes, destination);
            case Spelling.FormEncoded:
                return FormEncoding.Undo(bytes, destination, out _);
            default:
                bytes.CopyTo(destination);
                return bytes.Length;
        }
    }

    public static void Return(byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // it held a customer's words
        }
    }
}
