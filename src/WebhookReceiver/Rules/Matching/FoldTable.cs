using System.Globalization;
using System.Text;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// The folded form of every character: case, width and compatibility forms, accents of the scripts that strip them,
/// Arabic letter variants, digits of all scripts. Built page by page on first use; independent of machine and culture.
/// </summary>
internal static class FoldTable
{
    private static readonly FoldPage?[] Pages = new FoldPage?[256];

    /// <summary>The page of 256 characters with this one.</summary>
    public static FoldPage PageOf(char c) => Pages[c >> 8] ?? Build(c >> 8);

    public static CharClass ClassOf(char c) => PageOf(c).Classes[c & 0xFF];

    private static FoldPage Build(int number)
    {
        var page = new FoldPage();
        for (var low = 0; low < 256; low++)
        {
            var c = (char)((number << 8) | low);
            var folded = char.IsSurrogate(c) ? "" : Fold(c);
            page.Classes[low] = folded.Length == 0 ? Classify(c) : Classify(folded[0]);
            page.Chars[low] = folded.Length == 0 ? '\0' : folded[0];
            page.Expansions[low] = folded.Length > 1 ? folded : null;
        }
        Pages[number] = page; // two threads may build the same page; both are equal
        return page;
    }

    /// <summary>The folded form of one character; empty if it is dropped.</summary>
    public static string Fold(char c)
    {
        if (c is '\u2122' or '\u00A9' or '\u00AE' || IsNoCharacter(c))
        {
            return " "; // trade marks would fold to letters joined to the name; non-characters cannot be normalized
        }
        if (IsLetterWithMark(c))
        {
            return char.ToLowerInvariant(c).ToString();
        }
        var decomposed = IsHangulSyllable(c) ? c.ToString() : c.ToString().Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        foreach (var part in decomposed)
        {
            AppendFolded(folded, part);
        }
        return folded.ToString();
    }

    private static void AppendFolded(StringBuilder folded, char part)
    {
        if (Classify(part) == CharClass.Dropped)
        {
            return;
        }
        if (char.IsDigit(part))
        {
            folded.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(part)));
            return;
        }
        var lower = char.ToLowerInvariant(part);
        folded.Append(LetterVariant(lower) ?? lower.ToString());
    }

    /// <summary>Letters that people interchange and that no normalization form unites.</summary>
    private static string? LetterVariant(char lower) =>
        lower switch
        {
            'ß' => "ss",
            'ı' => "i",
            'ς' => "σ",
            'ø' => "o",
            'ł' => "l",
            'đ' => "d",
            'æ' => "ae",
            'œ' => "oe",
            '\u0671' => "\u0627", // alef wasla
            '\u0649' or '\u06CC' => "\u064A", // alef maksura, Farsi yeh
            '\u0629' => "\u0647", // teh marbuta
            '\u06A9' => "\u0643", // keheh
            '\u066B' => ".", // Arabic decimal and thousands separators
            '\u066C' => ",",
            _ => null,
        };

    private static CharClass Classify(char c) =>
        c switch
        {
            >= '0' and <= '9' => CharClass.Digit,
            '\'' or '\u2018' or '\u2019' or '\u02BC' or '`' or '\u00B4' or '\u2032' => CharClass.Apostrophe,
            '.' => CharClass.Dot,
            ',' or ':' => CharClass.DigitJoiner,
            '$' => CharClass.Symbol,
            _ when IsDropped(c) => CharClass.Dropped,
            _ when IsRunning(c) => ByCategory(c, CharClass.RunningLetter),
            _ => ByCategory(c, CharClass.Letter),
        };

    private static CharClass ByCategory(char c, CharClass letter) =>
        char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter
            or UnicodeCategory.LetterNumber
            or UnicodeCategory.OtherNumber => letter,
            UnicodeCategory.DecimalDigitNumber => CharClass.Digit,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => CharClass.Mark,
            UnicodeCategory.OtherSymbol or UnicodeCategory.CurrencySymbol => CharClass.Symbol,
            UnicodeCategory.Format => CharClass.Dropped,
            _ => CharClass.Separator,
        };

    /// <summary>Marks of Latin, Greek, Cyrillic, Hebrew and Arabic, tatweel, zero-width characters, variation selectors.</summary>
    private static bool IsDropped(char c) =>
        c
            is (>= '\u0300' and <= '\u036F')
                or (>= '\u0483' and <= '\u0489')
                or (>= '\u0591' and <= '\u05BD')
                or '\u05BF'
                or '\u05C1'
                or '\u05C2'
                or '\u05C4'
                or '\u05C5'
                or '\u05C7'
                or (>= '\u0610' and <= '\u061A')
                or '\u0640'
                or (>= '\u064B' and <= '\u065F')
                or '\u0670'
                or (>= '\u06D6' and <= '\u06DC')
                or (>= '\u06DF' and <= '\u06E8')
                or (>= '\u06EA' and <= '\u06ED')
                or (>= '\u1AB0' and <= '\u1AFF')
                or (>= '\u1DC0' and <= '\u1DFF')
                or (>= '\u200B' and <= '\u200F')
                or (>= '\u202A' and <= '\u202E')
                or (>= '\u2060' and <= '\u2069')
                or (>= '\u20D0' and <= '\u20FF')
                or (>= '\uFE00' and <= '\uFE0F')
                or (>= '\uFE20' and <= '\uFE2F')
                or '\u00AD'
                or '\uFEFF';

    /// <summary>Thai, Lao, Myanmar, Khmer, kana and Han: scripts without spaces between words.</summary>
    private static bool IsRunning(char c) =>
        c
            is (>= '\u0E00' and <= '\u0EFF')
                or (>= '\u1000' and <= '\u109F')
                or (>= '\u1780' and <= '\u17FF')
                or (>= '\u3040' and <= '\u30FF')
                or (>= '\u31F0' and <= '\u31FF')
                or (>= '\u3400' and <= '\u4DBF')
                or (>= '\u4E00' and <= '\u9FFF')
                or (>= '\uF900' and <= '\uFAFF');

    /// <summary>The code points that Unicode reserves as non-characters.</summary>
    public static bool IsNoCharacter(int rune) => rune is >= 0xFDD0 and <= 0xFDEF || (rune & 0xFFFE) == 0xFFFE;

    /// <summary>Cyrillic letters whose mark nobody leaves out: й, ї, ў.</summary>
    private static bool IsLetterWithMark(char c) => c is 'й' or 'Й' or 'ї' or 'Ї' or 'ў' or 'Ў';

    private static bool IsHangulSyllable(char c) => c is >= '\uAC00' and <= '\uD7A3';
}

/// <summary>256 characters: class, first folded character, and the whole folded text if it is longer.</summary>
internal sealed class FoldPage
{
    public CharClass[] Classes { get; } = new CharClass[256];
    public char[] Chars { get; } = new char[256];
    public string?[] Expansions { get; } = new string?[256];
}

/// <summary>The class of a character in matching, after folding.</summary>
internal enum CharClass : byte
{
    /// <summary>Ends a word: white space, most punctuation.</summary>
    Separator = 0,

    /// <summary>Dropped: zero-width characters, accents of scripts that strip them, skin tones.</summary>
    Dropped = 1,

    /// <summary>Part of a word.</summary>
    Letter = 2,

    /// <summary>Part of a word, and a digit 0-9.</summary>
    Digit = 3,

    /// <summary>
    /// A letter of a script without spaces: a word of its own, so that phrases match inside running text.
    /// </summary>
    RunningLetter = 4,

    /// <summary>A mark of the letter before it (Hindi, Thai); stays.</summary>
    Mark = 5,

    /// <summary>A word of its own: emoji, currency signs.</summary>
    Symbol = 6,

    /// <summary>Dropped between letters, a separator elsewhere.</summary>
    Apostrophe = 7,

    /// <summary>Dropped in abbreviations (c.o.d.), stays between digits, a separator elsewhere.</summary>
    Dot = 8,

    /// <summary>Comma and colon: stay between digits, separators elsewhere.</summary>
    DigitJoiner = 9,
}
