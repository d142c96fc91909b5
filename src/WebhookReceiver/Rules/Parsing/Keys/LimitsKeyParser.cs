using System.Globalization;
using WebhookReceiver.Replying;
using WebhookReceiver.Rules.Parsing.Source;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>
/// <c>limits</c> of the settings: longest text of a channel, where the platform's documents have no limit.
/// </summary>
internal static class LimitsKeyParser
{
    private const int Least = 20;
    private const int Most = 65_536;

    public static void Parse(FolderSettings settings, Node node, ParseContext context)
    {
        if (context.Map(node, "limits", "Write: limits: { sms: 1600 }") is not { } map)
        {
            return;
        }
        var limits = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            var ids = ChannelNames.Find(entry.Name);
            if (ids.IsEmpty)
            {
                context.Problems.Error(
                    entry.Key.Place,
                    $"there is no channel '{entry.Name}'.",
                    Suggestion.For(entry.Name, ChannelNames.All)
                );
            }
            else if (Count(entry.Value, context) is { } count)
            {
                foreach (var id in ids)
                {
                    limits[id] = count;
                }
            }
        }
        settings.Lengths = TextLimits.Known.With(limits);
    }

    private static int? Count(Node node, ParseContext context)
    {
        if (context.Word(node, "a limit") is not { } word)
        {
            return null;
        }
        if (
            int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= Least and <= Most
        )
        {
            return count;
        }
        context.Problems.Error(
            node.Place,
            $"'{word}' is not a number of characters.",
            $"Write a whole number from {Least} to {Most}, for example 1600."
        );
        return null;
    }
}
