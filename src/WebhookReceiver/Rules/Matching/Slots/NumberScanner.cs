using System.Globalization;
using System.Text;

namespace WebhookReceiver.Rules.Matching;

/// <summary>Reads a number in digits from left to right, with adjacent signs and letters.</summary>
/// <param name="source">The original text.</param>
/// <param name="first">Position of the number's first character.</param>
internal ref struct NumberScanner(string source, int first)
{
    private const int MostDigits = 40;

    private static readonly string[] NoUnits = ["st", "nd", "rd", "th", "am", "pm", "h", "hs", "uhr", "p", "a"];
    private static readonly string[] ShortUnits = ["x", "k", "m", "g", "l", "t", "e"];

    private readonly StringBuilder _digits = new();
    private int _at = first;

    public WrittenNumber Read()
    {
        var start = _at;
        var isPoint = start > 0 && source[start - 1] is '.' or ',' && !IsInWord(start - 2);
        var isNegative = IsMinus(isPoint ? start - 2 : start - 1);
        var fraction = NumberSigns.FractionAt(source, _at);
        if (fraction > 0)
        {
            _at++;
            return End("0", isOpen: false, fraction, isNegative);
        }

        TakeRun();
        if (isPoint)
        {
            var digits = _digits.ToString();
            return digits.All(char.IsAsciiDigit) ? End($"0.{digits}", isOpen: false, 0, isNegative) : Doubtful();
        }

        var grouped = TakeGroups();
        if (grouped is null || IsAny(":", after: true) || IsAny("-–/⁄", after: true))
        {
            return AfterSign(grouped is null, isNegative);
        }

        return Whole(isGrouped: grouped.Value, isNegative);
    }

    private WrittenNumber Whole(bool isGrouped, bool isNegative)
    {
        var written = _digits.ToString();
        if (_at < source.Length && NumberSigns.FractionAt(source, _at) is > 0 and var glued)
        {
            _at++;
            return End(written, isOpen: false, glued, isNegative);
        }

        if (FractionBehind(out var fraction, out var end))
        {
            _at = end;
            return End(written, isOpen: false, fraction, isNegative);
        }

        return NumberSeparators.Normal(written, isGrouped, out var isOpen) is { } digits
            ? End(digits, isOpen, 0, isNegative)
            : Doubtful();
    }

    /// <summary>The part before a sign between numbers: a fraction before a unit, a time, a day, a span.</summary>
    private WrittenNumber AfterSign(bool isBroken, bool isNegative)
    {
        if (!isBroken && source[_at] == ':')
        {
            return default;
        }

        if (
            !isBroken
            && source[_at] is '/' or '⁄'
            && NumberSigns.TryPart(source, _at, out var end, out var value, _digits.ToString())
        )
        {
            var unit = WordBehind(end);
            if (SpokenTable.IsUnit(unit))
            {
                _at = end;
                return End("0", isOpen: false, value, isNegative);
            }
        }

        return Doubtful();
    }

    /// <summary>All digits and signs up to the next space or letter together are no number.</summary>
    private WrittenNumber Doubtful()
    {
        while (
            _at < source.Length
            && (NumberSigns.DigitAt(source, _at) >= 0 || ".,-–/⁄:'’".Contains(source[_at], StringComparison.Ordinal))
        )
        {
            _at++;
        }

        return new WrittenNumber
        {
            Kind = WrittenKind.Doubtful,
            End = _at,
            Digits = "",
            Unit = "",
        };
    }

    /// <summary>Digits, with the dots and commas between them.</summary>
    private void TakeRun()
    {
        while (_at < source.Length && _digits.Length < MostDigits)
        {
            var digit = NumberSigns.DigitAt(source, _at);
            if (digit >= 0)
            {
                _digits.Append((char)('0' + digit));
            }
            else if (
                NumberSigns.SeparatorAt(source, _at) is var separator and not '\0'
                && NumberSigns.DigitAt(source, _at + 1) >= 0
            )
            {
                _digits.Append(separator);
            }
            else
            {
                return;
            }

            _at++;
        }
    }

    /// <summary>2 500, 2'500: groups of three. False: there are none; null: some are invalid.</summary>
    private bool? TakeGroups()
    {
        var digits = _digits.ToString();
        if (digits.Length > 3 || digits[0] == '0' || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        var (length, at) = (_digits.Length, _at);
        var isGrouped = false;
        while (
            _at + 1 < source.Length && NumberSigns.IsGroupSign(source[_at]) && NumberSigns.DigitAt(source, _at + 1) >= 0
        )
        {
            var isBlank = char.IsWhiteSpace(source[_at]);
            var begin = _at + 1;
            var end = begin;
            while (NumberSigns.DigitAt(source, end) >= 0)
            {
                end++;
            }

            // "4 18:30" is a number and a time.
            var isGroup = end - begin == 3;
            if (!isGroup && isBlank && !isGrouped)
            {
                break;
            }

            if (!isGroup)
            {
                return null;
            }

            for (var digit = begin; digit < end; digit++)
            {
                _digits.Append((char)('0' + NumberSigns.DigitAt(source, digit)));
            }

            _at = end;
            isGrouped = true;
        }

        if (isGrouped && SpokenTable.IsUnit(WordBehind(_at)))
        {
            // "2 500 g" may mean two of 500 g.
            return null;
        }

        if (isGrouped && IsAny(":/⁄-–", after: true))
        {
            (_digits.Length, _at) = (length, at);
            return false;
        }

        if (isGrouped && NumberSigns.SeparatorAt(source, _at) is not '\0' && NumberSigns.DigitAt(source, _at + 1) >= 0)
        {
            _digits.Append('.');
            _at++;
            while (NumberSigns.DigitAt(source, _at) is >= 0 and var decimalDigit)
            {
                _digits.Append((char)('0' + decimalDigit));
                _at++;
            }
        }

        return isGrouped;
    }

    /// <summary>1 1/2, 1 ½.</summary>
    private readonly bool FractionBehind(out decimal fraction, out int end)
    {
        fraction = 0;
        end = _at;
        var at = _at;
        if (at >= source.Length || source[at] is not (' ' or '\u00A0') || !_digits.ToString().All(char.IsAsciiDigit))
        {
            return false;
        }

        at++;
        fraction = NumberSigns.FractionAt(source, at);
        if (fraction > 0)
        {
            end = at + 1;
            return true;
        }

        var over = at;
        while (NumberSigns.DigitAt(source, over) >= 0)
        {
            over++;
        }

        return over > at
            && over < source.Length
            && source[over] is '/' or '⁄'
            && NumberSigns.TryPart(source, over, out end, out fraction, source[at..over]);
    }

    private WrittenNumber End(string digits, bool isOpen, decimal fraction, bool isNegative)
    {
        var begin = _at;
        while (_at < source.Length && NumberSigns.IsOfWord(source[_at]))
        {
            _at++;
        }

        var letters = source.AsSpan(begin, _at - begin);
        if (_at < source.Length && NumberSigns.DigitAt(source, _at) >= 0 && letters.Length > 0)
        {
            return default;
        }

        var unit = letters.IsEmpty ? "" : FoldedText.Of(letters.ToString());
        var isKnown = SpokenTable.IsCounted(unit) || ShortUnits.Contains(unit, StringComparer.Ordinal);
        // 12ABC is a code, 12th a day, 7pm a time.
        var isCode = !isKnown && (letters.Length < 2 || NumberSigns.IsUpper(letters));
        return new WrittenNumber
        {
            Kind = WrittenKind.Number,
            End = _at,
            Digits = digits,
            IsOpen = isOpen,
            Separator = isOpen ? digits[digits.IndexOfAny(['.', ','])] : '\0',
            Fraction = fraction,
            Unit = unit,
            IsUnit = isKnown || (!isCode && !NoUnits.Contains(unit, StringComparer.Ordinal)),
            IsNegative = isNegative,
        };
    }

    /// <summary>The folded word after a place, adjacent or after one space; empty for none.</summary>
    private readonly string WordBehind(int at)
    {
        var begin = at < source.Length && char.IsWhiteSpace(source[at]) ? at + 1 : at;
        var end = begin;
        while (end < source.Length && NumberSigns.IsOfWord(source[end]))
        {
            end++;
        }

        return end == begin ? "" : FoldedText.Of(source[begin..end]);
    }

    private readonly bool IsAny(string signs, bool after) =>
        _at < source.Length
        && signs.Contains(source[_at], StringComparison.Ordinal)
        && (!after || NumberSigns.DigitAt(source, _at + 1) >= 0);

    /// <summary>A minus with a space before it; others are hyphens.</summary>
    private readonly bool IsMinus(int at)
    {
        if (at > 0 && char.GetUnicodeCategory(source[at]) == UnicodeCategory.CurrencySymbol)
        {
            at--;
        }

        return at >= 0 && source[at] is '-' or '\u2212' && (at == 0 || char.IsWhiteSpace(source[at - 1]));
    }

    private readonly bool IsInWord(int at) => at >= 0 && char.IsLetterOrDigit(source[at]);
}
