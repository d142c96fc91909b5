using System.Collections.Frozen;
using System.Globalization;

namespace WebhookReceiver.Replying;

/// <summary>The longest text of each channel, by id; a channel without an entry has no known limit.</summary>
internal sealed class TextLimits(FrozenDictionary<string, int> byChannel)
{
    /// <summary>Marks the end of a cut text.</summary>
    public const string Mark = "…";

    /// <summary>The limit of the protocol sheet (section 4.4): 4,000 characters for official WhatsApp.</summary>
    public static TextLimits Known { get; } =
        new(
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["8"] = 4_000,
                ["101"] = 4_000,
                ["121"] = 4_000,
            }.ToFrozenDictionary(StringComparer.Ordinal)
        );

    /// <summary>A text of this length fits every channel.</summary>
    public int Smallest { get; } = byChannel.Count == 0 ? int.MaxValue : byChannel.Values.Min();

    /// <summary>The same limits with these overrides.</summary>
    public TextLimits With(IReadOnlyDictionary<string, int> others) =>
        new(
            byChannel
                .Where(known => !others.ContainsKey(known.Key))
                .Concat(others)
                .ToFrozenDictionary(StringComparer.Ordinal)
        );

    public bool IsTooLong(string? text, string channel) =>
        text is not null
        && text.Length > Smallest
        && byChannel.TryGetValue(channel, out var limit)
        && text.Length > limit;

    /// <summary>Cuts the text for a channel between two visible characters, with a mark at the end.</summary>
    public string Cut(string text, string channel) => IsTooLong(text, channel) ? Cut(text, byChannel[channel]) : text;

    /// <summary>Counts UTF-16 units, the strictest count.</summary>
    private static string Cut(string text, int limit)
    {
        var group = limit - Mark.Length;
        var end = 0;
        while (end < group)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > group)
            {
                break;
            }
            end = next;
        }
        // A single character of a thousand marks leaves nothing; then the cut is between code points.
        end =
            end > 0 || group <= 0 ? end
            : char.IsHighSurrogate(text[group - 1]) ? group - 1
            : group;
        return string.Concat(text.AsSpan(0, Math.Max(end, 0)).TrimEnd(), Mark);
    }
}
