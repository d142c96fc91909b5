using System.Text;

namespace WebhookReceiver.Decoding;

/// <summary>
/// Names of members that have no meaning, as text. A project sends the same few with every message, so the text of those seen
/// last is kept; values never are.
/// </summary>
internal static class NameText
{
    private const int Places = 64;
    private const int LongestKept = 32;

    // Two threads may write one place: each writes a whole text, and whoever reads compares it.
    private static readonly string?[] Seen = new string?[Places];

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
