using System.Collections.Frozen;
using System.Globalization;

namespace WebhookReceiver.Replying;

/// <summary>How long a text may be on each channel, by its id; a channel that is not here has no limit that is known.</summary>
internal sealed class TextLimits(FrozenDictionary<string, int> byChannel)
{
    /// <summary>Stands where a text was cut.</summary>
    public const string Mark = "…";

    /// <summary>What the protocol sheet gives (section 4.4): 4,000 characters for official WhatsApp.</summary>
    public static TextLimits Known { get; } =
        new(
            new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["8"] = 4_000,
                ["101"] = 4_000,
                ["121"] = 4_000,
            }.ToFrozenDictionary(StringComparer.Ordinal)
        );

    /// <summary>A text of this length can go everywhere.</summary>
    public int Smallest { get; } = byChannel.Count == 0 ? int.MaxValue : byChannel.Values.Min();

    /// <summary>The same limits but for these channels.</summary>
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

    /// <summary>The text cut for a channel between two characters as people see them, with a mark at the end.</summary>
    public string Cut(string text, string channel) => IsTooLong(text, channel) ? Cut(text, byChannel[channel]) : text;

    /// <summary>Counts as UTF-16 does, so that no other way of counting finds more.</summary>
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
        // A single character of a thousand marks leaves nothing; then it is cut between code points.
        end =
            end > 0 || group <= 0 ? end
            : char.IsHighSurrogate(text[group - 1]) ? group - 1
            : group;
        return string.Concat(text.AsSpan(0, Math.Max(end, 0)).TrimEnd(), Mark);
    }
}
