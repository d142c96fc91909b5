using System.Collections.Frozen;
using System.Globalization;

namespace WebhookReceiver.Replying;

/// <summary>The words that calendars use; English for a language without its own.</summary>
/// <param name="Closed">The hours of a closed day.</param>
/// <param name="Today">The word, also recognised in a contact's text.</param>
/// <param name="Tomorrow">The word, also recognised in a contact's text.</param>
/// <param name="DayAtTime">A day with a time: <c>{0} at {1}</c>.</param>
/// <param name="Either">The word between two alternatives.</param>
internal sealed record LanguageWords(string Closed, string Today, string Tomorrow, string DayAtTime, string Either)
{
    private static readonly LanguageWords English = new("closed", "today", "tomorrow", "{0} at {1}", "or");

    private static readonly FrozenDictionary<string, LanguageWords> ByLanguage = new Dictionary<string, LanguageWords>(
        StringComparer.Ordinal
    )
    {
        ["ar"] = new("مغلق", "اليوم", "غدًا", "{0} الساعة {1}", "أم"),
        ["de"] = new("geschlossen", "heute", "morgen", "{0} um {1}", "oder"),
        ["el"] = new("κλειστά", "σήμερα", "αύριο", "{0} στις {1}", "ή"),
        ["en"] = English,
        ["es"] = new("cerrado", "hoy", "mañana", "{0} a las {1}", "o"),
        ["fr"] = new("fermé", "aujourd'hui", "demain", "{0} à {1}", "ou"),
        ["he"] = new("סגור", "היום", "מחר", "{0} בשעה {1}", "או"),
        ["hi"] = new("बंद", "आज", "कल", "{0} {1} बजे", "या"),
        ["hi-Latn"] = new("band", "aaj", "kal", "{0} {1} baje", "ya"),
        ["id"] = new("tutup", "hari ini", "besok", "{0} pukul {1}", "atau"),
        ["it"] = new("chiuso", "oggi", "domani", "{0} alle {1}", "o"),
        ["ja"] = new("休業", "今日", "明日", "{0} {1}", "か"),
        ["nl"] = new("gesloten", "vandaag", "morgen", "{0} om {1}", "of"),
        ["pl"] = new("nieczynne", "dzisiaj", "jutro", "{0} o {1}", "czy"),
        ["pt"] = new("fechado", "hoje", "amanhã", "{0} às {1}", "ou"),
        ["ru"] = new("закрыто", "сегодня", "завтра", "{0} в {1}", "или"),
        ["th"] = new("ปิด", "วันนี้", "พรุ่งนี้", "{0} เวลา {1}", "หรือ"),
        ["tr"] = new("kapalı", "bugün", "yarın", "{0} saat {1}", "veya"),
        ["uk"] = new("зачинено", "сьогодні", "завтра", "{0} о {1}", "чи"),
        ["zh"] = new("休息", "今天", "明天", "{0} {1}", "还是"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words of a language; <c>pt-BR</c> has those of <c>pt</c>.</summary>
    public static LanguageWords Of(string code) =>
        ByLanguage.GetValueOrDefault(
            code.EndsWith("-Latn", StringComparison.OrdinalIgnoreCase) ? code : code.Split('-')[0],
            English
        );

    /// <summary>Alternatives as a question: 08:00 or 20:00?</summary>
    public string Or(IEnumerable<string> choices) => $"{string.Join($" {Either} ", choices)}?";

    /// <summary>A day with a time: tomorrow at 09:00.</summary>
    public string At(string day, string time) => string.Format(CultureInfo.InvariantCulture, DayAtTime, day, time);
}
