using System.Text;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A text folded for comparison: its words, separated by single spaces, each with its place in the original, so that
/// captures have the contact's spelling. Reused from message to message; not thread-safe.
/// </summary>
internal sealed partial class FoldedText
{
    /// <summary>Matching sees only this many characters, so that every text takes bounded time.</summary>
    public const int MaxCharacters = 16_384;

    [ThreadStatic]
    private static FoldedText? _ofRule;

    private char[] _chars = new char[256];
    private Token[] _tokens = new Token[64];
    private int _length;
    private int _count;

    /// <summary>The text as written, up to <see cref="MaxCharacters"/>.</summary>
    public string Original { get; private set; } = "";

    /// <summary>All folded words, separated by single spaces.</summary>
    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, _length);

    public ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, _count);

    public ReadOnlySpan<char> WordAt(int token) => _chars.AsSpan(_tokens[token].Start, _tokens[token].Length);

    /// <summary>The folded words from one token up to, not including, another.</summary>
    public ReadOnlySpan<char> Span(int first, int end) =>
        _chars.AsSpan(_tokens[first].Start, _tokens[end - 1].Start + _tokens[end - 1].Length - _tokens[first].Start);

    /// <summary>The folded words from one token up to, not including, another, with single blanks between them.</summary>
    public ReadOnlySpan<char> Words(int first, int end) =>
        _chars.AsSpan(_tokens[first].Start, _tokens[end - 1].Start + _tokens[end - 1].Length - _tokens[first].Start);

    /// <summary>The original spelling of the words from one token up to, not including, another.</summary>
    public ReadOnlySpan<char> SourceOf(int first, int end) =>
        end <= first
            ? default
            : Original.AsSpan(_tokens[first].SourceStart, _tokens[end - 1].SourceEnd - _tokens[first].SourceStart);

    /// <summary>Folds a new text and forgets the previous one.</summary>
    public void Fold(string text)
    {
        Original = Prepare(text);
        _length = 0;
        _count = 0;
        _open = false;
        var i = 0;
        while (i < Original.Length)
        {
            i += Take(i);
        }
        Close();
    }

    /// <summary>The folded form of a rule's text, with single spaces between words.</summary>
    public static string Of(string text)
    {
        var folded = OfRule(text);
        return folded.Chars.ToString();
    }

    /// <summary>The folded text of a rule; valid until the next call on this thread.</summary>
    public static FoldedText OfRule(string text)
    {
        var folded = _ofRule ??= new FoldedText();
        folded.Fold(text);
        return folded;
    }

    private static string Prepare(string text)
    {
        var cut = text;
        if (text.Length > MaxCharacters)
        {
            var end = char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters;
            cut = text[..end];
        }
        // Decomposed forms that the table cannot unite: Korean written with single jamo, as some phones store it, and й.
        return (cut.AsSpan().ContainsAnyInRange('\u1100', '\u11FF') || HasCyrillicMark(cut)) && IsWellFormed(cut)
            ? cut.Normalize(NormalizationForm.FormC)
            : cut;
    }

    private static bool HasCyrillicMark(string text)
    {
        for (var at = text.AsSpan().IndexOfAny('\u0306', '\u0308'); at >= 0 && at < text.Length; at++)
        {
            if (at > 0 && text[at] is '\u0306' or '\u0308' && text[at - 1] is >= '\u0400' and <= '\u04FF')
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Half pairs and code points that are no characters cannot be normalized.</summary>
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; )
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || FoldTable.IsNoCharacter(rune.Value))
            {
                return false;
            }
            i += rune.Utf16SequenceLength;
        }
        return true;
    }
}

/// <summary>A word: its place in the folded text and in the original.</summary>
/// <param name="Start">Where it begins in the folded text.</param>
/// <param name="Length">Its length there.</param>
/// <param name="SourceStart">Where it begins in the original.</param>
/// <param name="SourceEnd">Where it ends there.</param>
/// <param name="FirstCut">Letters before its first apostrophe; 0: it has none.</param>
/// <param name="LastCut">Letters before its last apostrophe; 0: it has none.</param>
internal readonly record struct Token(
    int Start,
    int Length,
    int SourceStart,
    int SourceEnd,
    int FirstCut = 0,
    int LastCut = 0
);
