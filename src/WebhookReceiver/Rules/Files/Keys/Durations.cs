using System.Globalization;
using WebhookReceiver.Rules.Files.Source;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>Lengths of time as people write them: <c>5s</c>, <c>2m</c>, <c>1h</c>, <c>30d</c>.</summary>
internal static class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>The length, or null if the text is none, or longer than a hundred years.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (
            text.Length < 2
            || !int.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
        )
        {
            return null;
        }

        long? seconds = text[^1] switch
        {
            's' => count,
            'm' => count * 60L,
            'h' => count * 3_600L,
            'd' => count * 86_400L,
            _ => null,
        };
        return seconds is { } length && length <= Longest.TotalSeconds ? TimeSpan.FromSeconds(length) : null;
    }

    /// <summary>The length that a key gives, longer than nothing; null with a problem.</summary>
    public static TimeSpan? Read(Node node, string what, Reading reading)
    {
        if (reading.Word(node, what) is not { } word)
        {
            return null;
        }

        var length = Parse(word.Trim());
        if (length is { } time && time > TimeSpan.Zero)
        {
            return time;
        }

        reading.Problems.Error(
            node.Place,
            length is null ? $"'{word}' is not a length of time." : $"'{word}' is no time at all.",
            word.All(char.IsAsciiDigit) && length is null
                ? $"Write the unit behind it: '{word}m' for minutes, '{word}h' for hours, '{word}d' for days."
                : "Write '30m', '12h' or '30d', for example."
        );
        return null;
    }
}
