using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>The kind of digits at a place of a message.</summary>
internal enum WrittenKind
{
    /// <summary>No number: a word, a time, a code.</summary>
    None = 0,

    /// <summary>A number.</summary>
    Number = 1,

    /// <summary>Digits of an unclear number: 1/4, 2-3, 1.2.3.</summary>
    Doubtful = 2,
}

/// <summary>A number in digits, read from the original text, which has signs that the folded text drops.</summary>
internal readonly record struct WrittenNumber
{
    public WrittenKind Kind { get; init; }

    /// <summary>Its end in the original text, with the unit.</summary>
    public int End { get; init; }

    /// <summary>Digits with a decimal point; an ambiguous separator stays.</summary>
    public string Digits { get; init; }

    /// <summary>Whether the only separator is ambiguous: decimal or thousands.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The ambiguous separator.</summary>
    public char Separator { get; init; }

    /// <summary>A fraction beside the digits: ½.</summary>
    public decimal Fraction { get; init; }

    /// <summary>Adjacent folded letters: kg.</summary>
    public string Unit { get; init; }

    /// <summary>Whether the letters may be a unit, not part of a code.</summary>
    public bool IsUnit { get; init; }

    public bool IsNegative { get; init; }

    public string AsDecimal => Digits.Replace(Separator, '.');

    public string AsThousands => Digits.Replace(Separator.ToString(), "", StringComparison.Ordinal);

    /// <summary>The value of digits with fraction and multiplier.</summary>
    public string Value(string digits, long times)
    {
        var sign = IsNegative ? "-" : "";
        if (
            (times == 1 && Fraction == 0)
            || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue
        )
        {
            return sign + digits;
        }

        return sign + ((number + Fraction) * times).ToString("0.#########", CultureInfo.InvariantCulture);
    }

    /// <summary>The number at a word.</summary>
    public static WrittenNumber At(FoldedText text, int token)
    {
        var source = text.Original;
        var start = text.Tokens[token].SourceStart;
        return
            start < source.Length
            && (NumberSigns.DigitAt(source, start) >= 0 || NumberSigns.FractionAt(source, start) > 0)
            ? new NumberScanner(source, start).Read()
            : default;
    }
}
