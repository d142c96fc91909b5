using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WebhookReceiver.Replying;

/// <summary>
/// Maps names of channels to the platform's ids (protocol sheet, section 1.5). The set is open: any number is an id; 6
/// and 7 have no certain names.
/// </summary>
internal static class ChannelNames
{
    private static readonly FrozenDictionary<string, string[]> Ids = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        // Tests use the first id; official WhatsApp comes before the automations.
        ["whatsapp"] = ["8", "1", "2", "10", "101", "121"],
        ["whatsapp-official"] = ["8", "101", "121"],
        ["whatsapp-web"] = ["10"],
        ["whatsapp-phone"] = ["1", "2"],
        ["sms"] = ["3"],
        ["call"] = ["4"],
        ["messenger"] = ["5"],
        ["instagram"] = ["11"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All { get; } = [.. Ids.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The ids of a name, or the number itself; empty if it is neither.</summary>
    public static ImmutableArray<string> Find(string name) =>
        Ids.TryGetValue(name.ToLowerInvariant(), out var ids) ? [.. ids]
        : name.Length > 0 && name.All(char.IsAsciiDigit) ? [name]
        : [];
}
