using System.Globalization;

namespace WebhookReceiver.Replying;

/// <summary>A language of replies: its formats of dates and numbers, and the few words of the program itself.</summary>
internal sealed class ReplyLanguage
{
    private const string InLatinLetters = "-Latn";

    private ReplyLanguage(string code, CultureInfo culture)
    {
        Code = code;
        Words = LanguageWords.Of(code);
        Output = culture;
        OwnName = culture.NativeName.Split(" (")[0];
        EnglishName = culture.EnglishName.Split(" (")[0];
        // Numbers in a template are written with a point, whatever the language of the text around them.
        Dates = (CultureInfo)culture.Clone();
        Dates.NumberFormat = NumberFormatInfo.InvariantInfo;
    }

    /// <summary>The language of a rule set without one: English words, culture-neutral formats.</summary>
    public static ReplyLanguage None { get; } = new("", CultureInfo.InvariantCulture);

    /// <summary>The code as rule files spell it: <c>en</c>, <c>pt-BR</c>.</summary>
    public string Code { get; }

    public LanguageWords Words { get; }

    /// <summary>Its name in itself: Deutsch.</summary>
    public string OwnName { get; private init; }

    public string EnglishName { get; private init; }

    /// <summary>How values are printed.</summary>
    public CultureInfo Output { get; }

    /// <summary>The language's names of days and months, with numbers as in templates.</summary>
    public CultureInfo Dates { get; }

    /// <summary>The language of this code; null if unknown.</summary>
    public static ReplyLanguage? Find(string code)
    {
        if (code.EndsWith(InLatinLetters, StringComparison.OrdinalIgnoreCase))
        {
            // Nobody reads names of days in another alphabet there: English ones, as people write them.
            return CultureOf(code[..^InLatinLetters.Length]) is { } spoken
                ? new ReplyLanguage(code, CultureOf(spoken.TwoLetterISOLanguageName is "hi" ? "en-IN" : "en")!)
                {
                    OwnName = spoken.TwoLetterISOLanguageName is "hi" ? "Hinglish" : code,
                    EnglishName = spoken.EnglishName.Split(" (")[0],
                }
                : null;
        }

        return CultureOf(code) is { } culture ? new ReplyLanguage(code, culture) : null;
    }

    private static CultureInfo? CultureOf(string code)
    {
        try
        {
            var culture = CultureInfo.GetCultureInfo(code, predefinedOnly: true);
            return code.Length == 0 || !IsKnown(culture) ? null : culture;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Monday 5 January: day, number and month in the language's order.</summary>
    public string LongDay(DateOnly date)
    {
        var pattern = Code is "" or "en" ? "d MMMM" : Output.DateTimeFormat.MonthDayPattern;
        return $"{DayName(date)} {date.ToString(pattern, Output)}";
    }

    public string DayName(DateOnly date) => date.ToString("dddd", Output);

    /// <summary>The system invents cultures for unknown codes; their name equals the code.</summary>
    private static bool IsKnown(CultureInfo culture) =>
        !string.Equals(
            culture.EnglishName.Split(" (")[0],
            culture.TwoLetterISOLanguageName,
            StringComparison.OrdinalIgnoreCase
        );
}
