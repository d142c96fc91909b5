using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Names of members that have no meaning, of channels and projects, as text. The same few come with every message, so the text
/// of those seen last is kept; what belongs to a contact never is.
/// </summary>
internal static class NameText
{
    private const int Places = 64;
    private const int LongestKept = 32;

    // Two threads may write one place: each writes a whole text, and whoever reads compares it.
    private static readonly string?[] Seen = new string?[Places];

    /// <summary>The channel's or project's name; null where there is none or an empty one.</summary>
    public static string? ReadOrNull(in Members members, Field field)
    {
        var slot = members[field];
        return slot is { Spelling: Spelling.Plain or Spelling.Number, Length: > 0 }
            ? Of(slot.Of(members.Body))
            : SlotText.ReadOrNull(members, field);
    }

    public static string Of(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > LongestKept)
        {
            return SlotText.Decode(name);
        }

        ref var place = ref Seen[(name.Length + (name[0] * 7) + (name[^1] * 31)) % Places];
        var seen = place;
        if (seen is not null && Ascii.Equals(name, seen))
        {
            return seen;
        }

        return place = SlotText.Decode(name);
    }
}
