using System.Globalization;
using System.Text;

namespace WebhookReceiver.Rules.Parsing.Keys;

/// <summary>Letters that look like Latin ones, and characters that nobody sees: they make a name another one.</summary>
internal static class ForeignLetters
{
    private const string Foreign = "аАеЕоОрРсСхХуУкКмМтТВНіІјЈѕЅαΑΒΕΖΗΙΚΜνΝοΟΡΤΥΧυ";
    private const string Looks = "aAeEoOpPcCxXyYkKmMtTBHiIjJsSaABEZHIKMvNoOPTYXu";

    /// <summary>The cure for a name that only looks like a known one; null for any other.</summary>
    public static string? Cure(string typed, IEnumerable<string> known)
    {
        var plain = Plain(typed);
        var isPlain = !HasForeign(typed);
        foreach (var name in known)
        {
            if (!isPlain && string.Equals(plain, name, StringComparison.Ordinal))
            {
                return $"It holds {Told(typed)}. Write: {plain}";
            }

            if (isPlain && HasForeign(name) && string.Equals(plain, Plain(name), StringComparison.Ordinal))
            {
                return $"The name of the definition holds {Told(name)}. Write: {plain}";
            }
        }

        return null;
    }

    /// <summary>Notes on a name or phrase that is not what it looks like.</summary>
    public static void Check(RulePlace place, string text, ProblemList problems)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return;
        }

        if (MixedWord(text) is { } mixed)
        {
            problems.Warning(place, $"'{mixed}' holds {Told(mixed)}; nobody writes it so.", $"Write: {Plain(text)}");
        }
        else if (text.FirstOrDefault(IsStray) is not '\0' and var hidden)
        {
            var isLatin = text.All(sign => sign < '\u0250' || IsInvisible(sign));
            var seen = string.Concat(
                text.Select(sign =>
                    IsBlank(sign) ? " "
                    : IsStray(sign) || (isLatin && IsInvisible(sign)) ? ""
                    : sign.ToString()
                )
            );
            problems.Note(
                place,
                $"'{seen}' holds an invisible character (U+{(int)hidden:X4}), which came along when it was copied.",
                $"Write: {seen.Trim()}"
            );
        }
    }

    /// <summary>Invisible and without meaning; joiners are needed in emoji and in some scripts.</summary>
    private static bool IsStray(char sign) => IsBlank(sign) || sign is '\u200B' or '\u00AD' or '\u2060' or '\uFEFF';

    private static bool IsBlank(char sign) => sign is '\u00A0' or '\u202F';

    /// <summary>A Latin word with letters of another alphabet that look Latin; null if there is none.</summary>
    public static string? MixedWord(string text)
    {
        if (!text.Any(IsForeign))
        {
            return null;
        }

        return text.Split(' ')
            .FirstOrDefault(word => word.Any(IsForeign) && word.Any(char.IsAsciiLetter) && !Latin(word).Any(IsOther));
    }

    /// <summary>What in the text is another letter than it looks.</summary>
    public static string Told(string text)
    {
        var letter = text.FirstOrDefault(IsForeign);
        if (letter != default)
        {
            return $"a letter of another alphabet: '{letter}' (U+{(int)letter:X4})";
        }

        var hidden = text.FirstOrDefault(IsInvisible);
        return $"an invisible character (U+{(int)hidden:X4})";
    }

    /// <summary>The text as it looks: with Latin letters, without what is invisible.</summary>
    public static string Plain(string text) => Latin(string.Concat(text.Where(sign => !IsInvisible(sign)))).Trim();

    private static bool HasForeign(string text) => text.Any(sign => IsForeign(sign) || IsInvisible(sign));

    private static string Latin(string text)
    {
        var latin = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            var at = Foreign.IndexOf(sign, StringComparison.Ordinal);
            latin.Append(at < 0 ? sign : Looks[at]);
        }

        return latin.ToString();
    }

    private static bool IsForeign(char sign) => sign > '\u0370' && Foreign.Contains(sign, StringComparison.Ordinal);

    private static bool IsOther(char sign) => char.IsLetter(sign) && sign > '\u024F';

    private static bool IsInvisible(char sign) =>
        sign is '\u00A0' or '\u3000' or '\u202F' || char.GetUnicodeCategory(sign) == UnicodeCategory.Format;
}
