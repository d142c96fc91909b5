using System.Globalization;
using System.Text.RegularExpressions;

namespace WebhookReceiver.Commands.Importing.RiveScript;

/// <summary>The order in which RiveScript asks triggers: what goes on from a reply, weights, then the most exact first.</summary>
internal static partial class RiveOrder
{
    /// <summary>The smaller, the earlier.</summary>
    public static (int, int, int, int, int) Of(string trigger, bool hasPrevious)
    {
        var weight = Weight().Match(trigger) is { Success: true } match
            ? int.Parse(match.Groups["weight"].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
        var bare = RiveTrigger.Weight().Replace(trigger, "").Trim();
        var words = bare.Split([' ', '*', '#', '_', '|'], StringSplitOptions.RemoveEmptyEntries).Length;
        return (hasPrevious ? 0 : 1, -weight, KindOf(bare, words), -words, -bare.Length);
    }

    private static int KindOf(string trigger, int words) =>
        trigger.Contains('_', StringComparison.Ordinal) ? (words > 0 ? 2 : 5)
        : trigger.Contains('#', StringComparison.Ordinal) ? (words > 0 ? 3 : 6)
        : trigger.Contains('*', StringComparison.Ordinal) ? (words > 0 ? 4 : 7)
        : trigger.Contains('[', StringComparison.Ordinal) ? 1
        : 0;

    [GeneratedRegex(@"\{weight\s*=\s*(?<weight>\d{1,6})\}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Weight();
}
