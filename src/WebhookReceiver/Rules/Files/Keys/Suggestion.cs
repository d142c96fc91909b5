using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Files.Keys;

/// <summary>What to write instead of a name that is not known.</summary>
internal static class Suggestion
{
    private const int LongestName = 64;
    private const int LongestList = 24;

    /// <summary>A sentence that names the nearest, or all if none is near and they are few.</summary>
    public static string? For(string typed, IReadOnlyCollection<string> known)
    {
        var nearest = Nearest(typed, known);
        return nearest is not null ? $"Did you mean '{nearest}'?"
            : known.Count is > 0 and <= LongestList ? $"Known here: {string.Join(", ", known)}."
            : null;
    }

    /// <summary>The nearest name, or null if none is near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known) =>
        // Comparing takes the product of the lengths; nobody mistypes a name of a thousand letters.
        typed.Length
            is 0
                or > LongestName
            ? null
            : NearestName.Of(typed, known.Where(name => name.Length <= LongestName));
}
