using System.Globalization;

namespace WebhookReceiver.Rules.Matching;

/// <summary>
/// A number as people write it: 4, 4.50, 4,50, 1,000, 2 500, 3½, -5, $9, 7kg, 12k. The value has a decimal point and no
/// thousands separators; zeros stay. The language decides about one separator before three digits. A number in words
/// must be the whole answer.
/// </summary>
/// <param name="languages">The languages of numbers.</param>
internal sealed class NumberSlot(SpokenLanguages languages) : SpokenSlotType(languages)
{
    /// <summary>Answers with more words are no number.</summary>
    private const int MostWords = 8;

    public override string Name => "number";

    public override int Read(MatchContext context, int token, SlotUse use, Readings readings)
    {
        var text = context.Text;
        if (Currency.At(text, token) is > 0 and var currency)
        {
            var number = token + currency < text.Tokens.Length ? ReadWritten(context, token + currency, readings) : 0;
            return number == 0 ? 0 : number + currency;
        }

        if (text.WordAt(token) is "minus" && token + 1 < text.Tokens.Length)
        {
            var number = ReadWritten(context, token + 1, readings);
            readings.Negate();
            return number == 0 ? 0 : number + 1;
        }

        var taken = ReadWritten(context, token, readings);
        return taken > 0 || !use.IsAnswer || token > 0 ? taken : ReadWords(context, readings);
    }

    public override bool IsDenied(MatchContext context, int first, int end, SlotUse use) =>
        use.IsAnswer
            ? base.IsDenied(context, first, end, use)
                || new NumbersInWords(Languages, context).AreBeside(first, end)
                || IsSecond(context.Text, first)
                || IsBehindFraction(context, first)
                || (first > 0 && IsAdded(context.Text, first))
            // "no 5" in a phrase is rather a number five.
            : first > 0
                && context.Text.WordAt(first - 1) is not "no"
                && (base.IsDenied(context, first, end, use) || IsBehindFraction(context, first));

    protected override SpokenPart BoundBy => SpokenPart.Than;

    public override int Further(MatchContext context, int end, Readings readings)
    {
        var taken = base.Further(context, end, readings);
        var text = context.Text;
        var at = end + taken;
        // "2 or three"
        if (
            Languages.Take(SpokenPart.Or, text, at, out _) is > 0 and var or
            && at + or < text.Tokens.Length
            && new NumbersInWords(Languages, context).Value(at + or) > 0
        )
        {
            readings.Clear();
            return taken + or + 1;
        }

        return taken;
    }

    /// <summary>"me + 2" is a sum.</summary>
    private static bool IsAdded(FoldedText text, int token) =>
        text.Original.AsSpan(text.Tokens[token - 1].SourceEnd..text.Tokens[token].SourceStart).Trim() is "+" or "&";

    /// <summary>साढ़े 3: three and a half.</summary>
    private bool IsBehindFraction(MatchContext context, int first) =>
        first > 0 && Languages.Take(SpokenPart.Before, context.Text, first - 1, out _) == 1;

    protected override int Begin(MatchContext context, int token)
    {
        var text = context.Text;
        var isLastNumber = token + 1 == text.Tokens.Length && WrittenNumber.At(text, token).Unit is "";
        return text.WordAt(token) is "x" or "×" ? token + 1
            : isLastNumber && IsBlank(text, token) ? token
            : base.Begin(context, token);
    }

    /// <summary>"4 à 8 heures" is a number and a time, "500 à 600" a span.</summary>
    protected override bool IsAlternative(MatchContext context, int joint, int first, int end)
    {
        var text = context.Text;
        var mayBeHour =
            Languages.Take(SpokenPart.Or, text, joint, out _) == 0
            && Languages.Take(SpokenPart.At, text, joint, out _) > 0
            && NumericDay.Number(text.WordAt(first)) is >= 0 and <= 24;
        return !mayBeHour || (end < text.Tokens.Length && SpokenTable.IsCounted(text.WordAt(end)));
    }

    /// <summary>Only spaces between this word and the number before it.</summary>
    private static bool IsBlank(FoldedText text, int token) =>
        text
            .Original.AsSpan(
                text.Tokens[token - 1].SourceEnd,
                text.Tokens[token].SourceStart - text.Tokens[token - 1].SourceEnd
            )
            .IsWhiteSpace();

    private int ReadWritten(MatchContext context, int token, Readings readings)
    {
        var text = context.Text;
        var written = WrittenNumber.At(text, token);
        if (written.Kind == WrittenKind.None)
        {
            return 0;
        }

        var taken = 0;
        while (token + taken < text.Tokens.Length && text.Tokens[token + taken].SourceStart < written.End)
        {
            taken++;
        }

        if (written.Kind == WrittenKind.Doubtful)
        {
            return taken;
        }

        var times = TimesOf(context, text, written, token, ref taken, out var isMetre);
        if (times < 0)
        {
            return 0;
        }

        if (!TakeHalf(context, ref written, token, ref taken))
        {
            return taken;
        }

        Add(context, written, times, readings);
        if (isMetre)
        {
            Add(context, written, times: 1_000_000, readings);
        }

        return taken;
    }

    /// <summary>
    /// The multiplier adjacent to the number or after it; -1 if the adjacent text makes it no number.
    /// </summary>
    private long TimesOf(
        MatchContext context,
        FoldedText text,
        WrittenNumber written,
        int token,
        ref int taken,
        out bool isMetre
    )
    {
        isMetre = false;
        if (written.Unit.Length > 0)
        {
            isMetre = written.Unit == "m";
            return Factor(context, written.Unit) is > 0 and var glued ? glued
                : written.IsUnit ? 1
                : -1;
        }

        if (token + taken < text.Tokens.Length && Factor(context, text.WordAt(token + taken)) is > 0 and var factor)
        {
            taken++;
            return factor;
        }

        return 1;
    }

    /// <summary>2 and a half, 2 kilos y medio, 2 buçuk kilo. False: no number is certain.</summary>
    private bool TakeHalf(MatchContext context, ref WrittenNumber written, int token, ref int taken)
    {
        var text = context.Text;
        var at = token + taken;
        at += at < text.Tokens.Length && SpokenTable.IsUnit(text.WordAt(at)) ? 1 : 0;
        foreach (var language in Languages.Spoken(context))
        {
            var half = NumbersInWords.Half(language, text, at);
            if (half == 0)
            {
                if (at < text.Tokens.Length && language.Take(SpokenPart.Behind, text, at, out _) > 0)
                {
                    return false; // and a quarter
                }

                continue;
            }

            taken = at + half - token;
            var isWhole =
                written is { Fraction: 0, IsOpen: false } && !written.Digits.Contains('.', StringComparison.Ordinal);
            written = written with { Fraction = 0.5m };
            return isWhole;
        }

        return true;
    }

    private int Factor(MatchContext context, ReadOnlySpan<char> word)
    {
        foreach (var language in Languages.Spoken(context))
        {
            if (language.Value(SpokenPart.Times, word) is > 0 and var factor)
            {
                return factor;
            }
        }

        return 0;
    }

    private void Add(MatchContext context, WrittenNumber written, long times, Readings readings)
    {
        if (!written.IsOpen)
        {
            readings.Add(written.Value(written.Digits, times));
            return;
        }

        // 1.500: one and a half, or fifteen hundred.
        foreach (var language in Languages.Spoken(context))
        {
            var (isDecimal, isThousands) = Meaning(language, written.Separator);
            if (isDecimal)
            {
                readings.Add(written.Value(written.AsDecimal, times));
            }

            if (isThousands)
            {
                readings.Add(written.Value(written.AsThousands, times));
            }
        }
    }

    private (bool IsDecimal, bool IsThousands) Meaning(SpokenLanguage language, char separator)
    {
        var format = language.Language!.Output.NumberFormat;
        var isDecimal = Is(format.NumberDecimalSeparator, separator);
        var isThousands = Is(format.NumberGroupSeparator, separator);
        // The language is unknown: a comma is read as in English, a dot is ambiguous.
        var isUnknown = !Languages.AreListed && separator == '.';
        return isUnknown || isDecimal == isThousands ? (true, true) : (isDecimal, isThousands);
    }

    private static bool Is(string format, char separator) =>
        format.Length == 1
        && separator
            == format[0] switch
            {
                '\u066B' => '.',
                '\u066C' => ',',
                var other => other,
            };

    /// <summary>three, vier, just me: only with words of courtesy beside it.</summary>
    private int ReadWords(MatchContext context, Readings readings)
    {
        var count = context.Text.Tokens.Length;
        if (count > MostWords)
        {
            return 0;
        }

        var numbers = new NumbersInWords(Languages, context);
        foreach (var language in Languages.Spoken(context))
        {
            if (numbers.Whole(language) is >= 0 and var number)
            {
                readings.Add(number.ToString("0.#", CultureInfo.InvariantCulture));
            }
        }

        return readings.Values.Count > 0 ? count : 0;
    }
}
