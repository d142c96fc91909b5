using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// What people write for a label: the whole of it, its words, its signs, a part of it. Each is folded, in words.
/// </summary>
internal static class ChoiceForms
{
    private const int FewestLetters = 3;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Endings = new[]
    {
        "s",
        "es",
        "n",
        "en",
        "e",
        "er",
        "x",
        "ler",
        "lar",
    }
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What stands before an addition: "Tea (hot)", "Tea – 2.50".</summary>
    private static readonly string[] Additions = [" (", " - ", " – ", " — ", ": "];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ands =
        "and y e et und en og och i ve dan aur و और и та"
            .Split(' ')
            .Append("και")
            .Select(FoldedText.Of)
            .ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The whole label first; then its words, its signs, and the parts that people write for it.</summary>
    public static ImmutableArray<string> Of(string label)
    {
        var forms = new List<string> { FoldedText.Of(label) };
        AddParts(label, forms);
        var digits = label.TrimStart().TakeWhile(char.IsAsciiDigit).Count();
        var behind = label.TrimStart()[digits..];
        var rest = behind.TrimStart('.', ')', ':', '\uFE0F', '\u20E3');
        if (digits > 0 && rest.Length < behind.Length)
        {
            // "1. Tea", with a number of its own.
            AddParts(rest, forms);
            forms.Add(label.TrimStart()[..digits]);
        }

        var slashed = label.Split(" / ");
        foreach (var part in slashed.Length > 1 ? slashed : [])
        {
            AddParts(part, forms);
        }

        foreach (var addition in Additions)
        {
            if (label.IndexOf(addition, StringComparison.Ordinal) is > 0 and var end)
            {
                AddParts(label[..end], forms);
            }
        }

        return [.. forms.Where(form => form.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a word is an emoji or a sign.</summary>
    public static bool IsSign(ReadOnlySpan<char> word) =>
        char.IsSurrogate(word[0]) || char.GetUnicodeCategory(word[0]) == UnicodeCategory.OtherSymbol;

    /// <summary>Whether two words are forms of one: cat and cats, gato and gata.</summary>
    public static bool AreAlike(ReadOnlySpan<char> one, ReadOnlySpan<char> other, bool hasGender) =>
        IsFormOf(one, other) || IsFormOf(other, one) || (hasGender && DifferInGender(one, other));

    private static bool IsFormOf(ReadOnlySpan<char> longer, ReadOnlySpan<char> word) =>
        word.Length >= FewestLetters
        && longer.Length > word.Length
        && longer.StartsWith(word)
        && Endings.Contains(longer[word.Length..]);

    private static bool DifferInGender(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var first = WithoutGender(one);
        var second = WithoutGender(other);
        return first.Length >= FewestLetters
            && first.Length < one.Length
            && second.Length < other.Length
            && first.SequenceEqual(second);
    }

    private static ReadOnlySpan<char> WithoutGender(ReadOnlySpan<char> word)
    {
        var stem = word.EndsWith('s') ? word[..^1] : word;
        return stem.Length > 0 && stem[^1] is 'a' or 'o' ? stem[..^1] : word;
    }

    public static bool IsAnd(ReadOnlySpan<char> word) => Ands.Contains(word);

    private static void AddParts(string text, List<string> forms)
    {
        var folded = new FoldedText();
        folded.Fold(text);
        var (words, signs) = (new List<string>(), new List<string>());
        for (var at = 0; at < folded.Tokens.Length; at++)
        {
            (IsSign(folded.WordAt(at)) ? signs : words).Add(folded.WordAt(at).ToString());
        }

        forms.AddRange(signs);
        if (words.Count > 0)
        {
            forms.Add(WithoutPrice(words));
            forms.Add(string.Join(' ', words));
            forms.Add(string.Join(' ', words.Where((word, at) => at == 0 || at == words.Count - 1 || !IsAnd(word))));
        }
    }

    /// <summary>"Large" of "Large 5€".</summary>
    private static string WithoutPrice(List<string> words)
    {
        var end = words.Count;
        while (end > 0 && (IsMoney(words[end - 1]) || char.IsAsciiDigit(words[end - 1][0])))
        {
            end--;
        }

        return words.Skip(end).Any(IsMoney) ? string.Join(' ', words.Take(end)) : "";
    }

    private static bool IsMoney(string word) => char.GetUnicodeCategory(word[0]) == UnicodeCategory.CurrencySymbol;
}
