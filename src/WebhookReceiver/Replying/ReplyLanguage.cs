using System.Globalization;

namespace WebhookReceiver.Replying;

/// <summary>A language of replies: its formats of dates and numbers, and the few words of the program itself.</summary>
internal sealed class ReplyLanguage
{
    private ReplyLanguage(string code, CultureInfo culture)
    {
        Code = code;
        Words = LanguageWords.Of(code);
        Output = culture;
        // // Numbers in a template have a point, whatever the language of the text.
        Dates = (CultureInfo)culture.Clone();
        Dates.NumberFormat = NumberFormatInfo.InvariantInfo;
    }

    /// <summary>The language of a rule set without one: English words, culture-neutral formats.</summary>
    public static ReplyLanguage None { get; } = new("", CultureInfo.InvariantCulture);

    /// <summary>The code as rule files spell it: <c>en</c>, <c>pt-BR</c>.</summary>
    public string Code { get; }

    public LanguageWords Words { get; }

    /// <summary>The culture for printing values.</summary>
    public CultureInfo Output { get; }

    /// <summary>The language's names of days and months, with numbers as in templates.</summary>
    public CultureInfo Dates { get; }

    /// <summary>The language of this code; null if unknown.</summary>
    public static ReplyLanguage? Find(string code)
    {
        try
        {
            var culture = CultureInfo.GetCultureInfo(code, predefinedOnly: true);
            return code.Length == 0 || !IsKnown(culture) ? null : new ReplyLanguage(code, culture);
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
