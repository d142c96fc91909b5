using System.Globalization;
using System.Text;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The scanner: characters in, words out.</summary>
internal sealed partial class FoldedText
{
    private bool _open;
    private int _start;
    private int _sourceStart;
    private int _sourceEnd;
    private int _lettersSinceDot;

    /// <summary>Processes the character at this place; returns its length in UTF-16 units.</summary>
    private int Take(int i)
    {
        var c = Original[i];
        if (char.IsAsciiLetter(c))
        {
            Letter((char)(c | 0x20), i, 1);
            return 1;
        }
        if (char.IsSurrogate(c))
        {
            return TakeSurrogate(i);
        }
        var page = FoldTable.PageOf(c);
        var expansion = page.Expansions[c & 0xFF];
        if (expansion is null)
        {
            Place(page.Classes[c & 0xFF], page.Chars[c & 0xFF], i, 1);
            return 1;
        }
        foreach (var part in expansion)
        {
            Place(FoldTable.ClassOf(part), part, i, 1);
        }
        return 1;
    }

    private void Place(CharClass kind, char folded, int i, int width)
    {
        switch (kind)
        {
            case CharClass.Letter:
                Letter(folded, i, width);
                break;
            case CharClass.Digit:
                Append(folded, i, width);
                _lettersSinceDot = 2;
                break;
            case CharClass.RunningLetter:
                Close();
                Append(folded, i, width);
                _running = true;
                break;
            case CharClass.Mark when _open:
                Append(folded, i, width, continues: true);
                break;
            case CharClass.Symbol:
                Close();
                Append(folded, i, width);
                Close();
                break;
            case CharClass.Apostrophe when _open && Follows(i, width, CharClass.Letter):
                Cut();
                break;
            case CharClass.Dot when _open && _lettersSinceDot == 1 && Follows(i, width, CharClass.Letter):
                _lettersSinceDot = 0;
                break;
            case CharClass.Dot or CharClass.DigitJoiner when EndsInDigit() && Follows(i, width, CharClass.Digit):
                Append(folded, i, width);
                break;
            case CharClass.Dropped:
                break;
            default:
                Close();
                break;
        }
    }

    private bool _running;
    private int _firstCut;
    private int _lastCut;

    /// <summary>An apostrophe leaves no trace but the place at which the word may be cut.</summary>
    private void Cut()
    {
        _lastCut = _length - _start;
        _firstCut = _firstCut == 0 ? _lastCut : _firstCut;
    }

    private void Letter(char folded, int i, int width)
    {
        Append(folded, i, width);
        _lettersSinceDot++;
    }

    private bool EndsInDigit() => _open && _length > _start && char.IsAsciiDigit(_chars[_length - 1]);

    private bool Follows(int i, int width, CharClass kind)
    {
        var next = i + width;
        while (next < Original.Length && FoldTable.ClassOf(Original[next]) == CharClass.Dropped)
        {
            next++;
        }
        return next < Original.Length && FoldTable.ClassOf(Original[next]) == kind;
    }

    private void Append(char folded, int i, int width, bool continues = false)
    {
        if (_running && !continues)
        {
            Close();
        }
        if (!_open)
        {
            Open(i);
        }
        if (_length == _chars.Length)
        {
            Array.Resize(ref _chars, _chars.Length * 2);
        }
        _chars[_length++] = folded;
        _sourceEnd = i + width;
    }

    private void Open(int i)
    {
        if (_length > 0)
        {
            if (_length == _chars.Length)
            {
                Array.Resize(ref _chars, _chars.Length * 2);
            }
            _chars[_length++] = ' ';
        }
        _open = true;
        _start = _length;
        _sourceStart = i;
        _lettersSinceDot = 0;
        _firstCut = 0;
        _lastCut = 0;
    }

    private void Close()
    {
        _running = false;
        if (!_open)
        {
            return;
        }
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, _tokens.Length * 2);
        }
        _tokens[_count++] = new Token(_start, _length - _start, _sourceStart, _sourceEnd, _firstCut, _lastCut);
        _open = false;
    }

    private int TakeSurrogate(int i)
    {
        if (!Rune.TryGetRuneAt(Original, i, out var rune))
        {
            Close(); // a lone surrogate is no letter
            return 1;
        }
        if (IsSkinToneOrTag(rune.Value))
        {
            return 2;
        }
        if (rune.Value is >= 0x1F1E6 and <= 0x1F1FF)
        {
            return TakeFlag(i);
        }
        if (IsCompatibilityForm(rune.Value))
        {
            foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD))
            {
                Place(FoldTable.ClassOf(part), char.ToLowerInvariant(part), i, 2);
            }
            return 2;
        }
        TakeRune(Rune.ToLowerInvariant(rune), i);
        return 2;
    }

    private void TakeRune(Rune rune, int i)
    {
        Span<char> pair = stackalloc char[2];
        rune.EncodeToUtf16(pair);
        var isLetter = Rune.IsLetterOrDigit(rune);
        var isHan = rune.Value is >= 0x20000 and <= 0x3FFFF;
        var isMark =
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        if (isHan || !(isLetter || (isMark && _open)))
        {
            Close();
        }
        Append(pair[0], i, 2, continues: isMark);
        Append(pair[1], i, 2, continues: true);
        if (isHan || !(isLetter || isMark))
        {
            Close();
        }
    }

    /// <summary>Two regional indicators form one flag.</summary>
    private int TakeFlag(int i)
    {
        var isPair =
            Rune.TryGetRuneAt(Original, Math.Min(i + 2, Original.Length - 1), out var second)
            && second.Value is >= 0x1F1E6 and <= 0x1F1FF
            && i + 3 < Original.Length;
        var width = isPair ? 4 : 2;
        Close();
        for (var k = 0; k < width; k++)
        {
            Append(Original[i + k], i, width);
        }
        Close();
        return width;
    }

    private static bool IsSkinToneOrTag(int rune) => rune is (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0000 and <= 0xE01EF);

    /// <summary>Mathematical letters and digits, enclosed letters, compatibility ideographs.</summary>
    private static bool IsCompatibilityForm(int rune) =>
        rune
            is (>= 0x1D400 and <= 0x1D7FF)
                or (>= 0x1F100 and <= 0x1F16F)
                or (>= 0x1F200 and <= 0x1F2FF)
                or (>= 0x2F800 and <= 0x2FA1F);
}
