using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using WebhookReceiver.Rules.Matching;

namespace WebhookReceiver.Rules.Conversations;

/// <summary>
/// What there is to choose from, and which of it somebody means: by the label, by a part of it such as its words without emoji,
/// or by its number.
/// </summary>
internal sealed class Choosing
{
    private const int MostWordsBesideNumber = 2;

    /// <summary>What stands before an addition: "Tea (hot)", "Tea – 2.50".</summary>
    private static readonly string[] Additions = [" (", " - ", " – ", " — ", ": "];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ands =
        "and y e et und en og och i ve dan и та"
            .Split(' ')
            .Append("και")
            .Select(FoldedText.Of)
            .ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ImmutableArray<ImmutableArray<string>> _forms;

    public Choosing(IReadOnlyCollection<string> labels)
    {
        ImmutableArray<ImmutableArray<string>> all = [.. labels.Select(FormsOf)];
        var known = all.SelectMany(forms => forms).ToLookup(form => form, StringComparer.Ordinal);
        // A part that several labels have chooses none.
        _forms = [.. all.Select(forms => forms.RemoveAll(form => form != forms[0] && known[form].Skip(1).Any()))];
        IsNumbered = !labels.Any(label => label.TrimStart() is [>= '0' and <= '9', ..]);
    }

    /// <summary>False if a label begins with a digit: nobody knew whether "2" is the label or the number.</summary>
    public bool IsNumbered { get; }

    /// <summary>The labels with their numbers, one a line.</summary>
    public static string Numbered(IEnumerable<string> labels) =>
        string.Join(
            '\n',
            labels.Select((label, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}. {label}"))
        );

    /// <summary>Whether the text is one of the labels, word for word.</summary>
    public bool Names(FoldedText text)
    {
        foreach (var forms in _forms)
        {
            if (forms[0].Length > 0 && text.Chars.SequenceEqual(forms[0]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Position of the label that is the text, else of the only one of which a part is, else of the only one that stands in it on
    /// word edges; -1 if none does or several do.
    /// </summary>
    public int ByLabel(FoldedText text)
    {
        var found = ByLabel(text.Chars);
        return found == -1 && WithoutAnd(text) is { } shorter ? ByLabel(shorter) : found;
    }

    /// <summary>Position of the label whose number is the only one in a few words: "2", "2.", "number 2 please"; -1 if there is none.</summary>
    public int ByNumber(FoldedText text)
    {
        var found = 0;
        if (text.Tokens.Length > MostWordsBesideNumber + 1)
        {
            return -1;
        }

        for (var token = 0; token < text.Tokens.Length; token++)
        {
            var word = text.WordAt(token);
            if (!DigitsSlot.AreDigits(word))
            {
                continue;
            }

            if (found != 0 || !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out found))
            {
                return -1;
            }
        }

        return found >= 1 && found <= _forms.Length ? found - 1 : -1;
    }

    private int ByLabel(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < _forms.Length; at++)
        {
            if (_forms[at][0].Length > 0 && text.SequenceEqual(_forms[at][0]))
            {
                return at;
            }
        }

        for (var at = 0; at < _forms.Length; at++)
        {
            foreach (var form in _forms[at])
            {
                if (form.Length > 0 && text.SequenceEqual(form))
                {
                    return at;
                }
            }
        }

        var standing = OnlyIn(text, mostForms: 1);
        return standing == -1 ? OnlyIn(text, int.MaxValue) : standing;
    }

    /// <summary>Position of the only label of which a form stands in the text; -1 if none does, -2 if several do.</summary>
    private int OnlyIn(ReadOnlySpan<char> text, int mostForms)
    {
        var found = -1;
        for (var at = 0; at < _forms.Length; at++)
        {
            for (var form = 0; form < Math.Min(mostForms, _forms[at].Length); form++)
            {
                if (_forms[at][form].Length == 0 || !StandsIn(text, _forms[at][form]))
                {
                    continue;
                }

                if (found >= 0)
                {
                    return -2;
                }

                found = at;
                break;
            }
        }

        return found;
    }

    /// <summary>The whole label first; then its words, its signs, and the parts that people write for it.</summary>
    private static ImmutableArray<string> FormsOf(string label)
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

        return [.. forms.Distinct(StringComparer.Ordinal)];
    }

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
            forms.Add(string.Join(' ', words.Where((word, at) => !IsAnd(word, at, words.Count))));
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

    /// <summary>The text without "and", which an "&amp;" in the label has not either; null if it has none.</summary>
    private static string? WithoutAnd(FoldedText text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Tokens.Length; at++)
        {
            if (!IsAnd(text.WordAt(at), at, text.Tokens.Length))
            {
                words.Add(text.WordAt(at).ToString());
            }
        }

        return words.Count == text.Tokens.Length ? null : string.Join(' ', words);
    }

    private static bool IsAnd(ReadOnlySpan<char> word, int at, int count) =>
        at > 0 && at < count - 1 && Ands.Contains(word);

    private static bool IsSign(ReadOnlySpan<char> word) =>
        char.IsSurrogate(word[0]) || char.GetUnicodeCategory(word[0]) == UnicodeCategory.OtherSymbol;

    private static bool StandsIn(ReadOnlySpan<char> text, ReadOnlySpan<char> label)
    {
        var from = 0;
        while (text[from..].IndexOf(label) is >= 0 and var offset)
        {
            var start = from + offset;
            var end = start + label.Length;
            if ((start == 0 || text[start - 1] == ' ') && (end == text.Length || text[end] == ' '))
            {
                return true;
            }

            from = start + 1;
        }

        return false;
    }
}
