using System.Collections.Frozen;
using WebhookReceiver.Replying;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Suggests a replacement for an unknown name.</summary>
internal static class Suggestion
{
    private const int LongestName = 64;
    private const int LongestList = 24;
    private const int ShortestBeginning = 3;

    /// <summary>Of several candidates, the first available one counts.</summary>
    private static readonly FrozenDictionary<string, string[]> OtherWords = new Dictionary<string, string[]>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["if"] = ["when"],
        ["phrase"] = ["when"],
        ["phrases"] = ["when"],
        ["keyword"] = ["when", "words"],
        ["keywords"] = ["when", "words"],
        ["trigger"] = ["when"],
        ["question"] = ["when", "say"],
        ["regex"] = ["matches"],
        ["pattern"] = ["matches", "when"],
        ["answer"] = ["reply", "answers"],
        ["answers"] = ["reply"],
        ["response"] = ["reply"],
        ["text"] = ["reply", "say"],
        ["message"] = ["say", "reply", "text"],
        ["input"] = ["say"],
        ["expected"] = ["reply"],
        ["contains"] = ["has"],
        ["name"] = ["id"],
        ["image"] = ["media"],
        ["picture"] = ["media", "image"],
        ["photo"] = ["media", "image"],
        ["file"] = ["media", "document"],
        ["url"] = ["media"],
        ["timezone"] = ["zone"],
        ["hours"] = ["open"],
        ["opening"] = ["open"],
        ["times"] = ["open"],
        ["expect"] = ["reply"],
        ["expected-reply"] = ["reply"],
        ["in"] = ["after"],
        ["wait"] = ["delay", "after"],
        ["goto"] = ["go"],
        ["voice"] = ["audio"],
        ["sound"] = ["audio"],
        ["sticker"] = ["image"],
        ["pdf"] = ["document"],
        ["caption"] = ["text"],
        ["type"] = ["expect", "kind"],
        ["holidays"] = ["closed"],
        ["not-words"] = ["not"],
        ["except"] = ["not"],
        ["none"] = ["not"],
        ["any-words"] = ["words"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private const string TypographicQuotes = "“”„‘’«»";

    /// <summary>A sentence with the nearest name, or with all of a few if none is near.</summary>
    public static string? For(string typed, IReadOnlyCollection<string> known)
    {
        if (ForeignLetters.Cure(typed, known) is { } cure)
        {
            return cure;
        }

        var nearest = Nearest(typed, known);
        return nearest is not null ? $"Did you mean '{nearest}'?"
            : known.Count is > 0 and <= LongestList ? $"Known here: {string.Join(", ", known)}."
            : null;
    }

    /// <summary>True for a word of other programs or plain English that stands for one of these keys.</summary>
    public static bool IsMeant(string typed, IReadOnlyCollection<string> known) => Meant(typed, [.. known]) is not null;

    /// <summary>The nearest name, or null if none is near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        // The comparison takes the product of the lengths, and no real name has a thousand letters.
        if (typed.Length is 0 or > LongestName)
        {
            return null;
        }
        var bare = typed.Trim(TypographicQuotes).ToString();
        string[] names = [.. known.Where(name => name.Length <= LongestName)];
        return Meant(bare, names) ?? NearestName.Of(bare, names) ?? OnlyOneThatBegins(bare, names);
    }

    /// <summary>The key for a name from other programs or plain English.</summary>
    private static string? Meant(string typed, string[] names) =>
        OtherWords.TryGetValue(typed, out var meant)
            ? Array.Find(meant, name => names.Contains(name, StringComparer.Ordinal))
            : null;

    /// <summary>lat for latitude: short, but unambiguous.</summary>
    private static string? OnlyOneThatBegins(string typed, string[] names)
    {
        string[] beginning =
        [
            .. names
                .Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.Ordinal),
        ];
        return typed.Length >= ShortestBeginning && beginning.Length == 1 ? beginning[0] : null;
    }
}
