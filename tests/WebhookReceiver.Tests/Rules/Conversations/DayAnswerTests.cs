namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Days as people answer them, on Wednesday 14 January 2026.</summary>
public sealed class DayAnswerTests
{
    [Theory]
    [InlineData("10 ocakta", "2027-01-10")]
    [InlineData("10 şubatta", "2026-02-10")]
    [InlineData("10 mart'ta", "2026-03-10")]
    [InlineData("10 nisana", "2026-04-10")]
    [InlineData("10 mayısta", "2026-05-10")]
    [InlineData("10 haziranda", "2026-06-10")]
    [InlineData("10 temmuza", "2026-07-10")]
    [InlineData("10 ağustosta", "2026-08-10")]
    [InlineData("10 eylülde", "2026-09-10")]
    [InlineData("3 ekimde", "2026-10-03")]
    [InlineData("10 Kasım'da", "2026-11-10")]
    [InlineData("10 aralıkta", "2026-12-10")]
    public async Task A_Turkish_month_has_endings(string said, string day) =>
        Assert.Equal(day, await Asked.AnswerAsync("tr", "date", said));

    [Theory]
    [InlineData("thursday 11.15", "2026-01-15")]
    [InlineData("11.15 on thursday", "2026-01-15")]
    [InlineData("friday 9.30 please", "2026-01-16")]
    [InlineData("tomorrow 10.30", "2026-01-15")]
    [InlineData("2.5 kg on thursday", "2026-01-15")]
    [InlineData("1.5 l and friday", "2026-01-16")]
    [InlineData("table for 3/4 people on thursday", "2026-01-15")]
    [InlineData("3/4 cakes, thursday", "2026-01-15")]
    [InlineData("5-6 guests tomorrow", "2026-01-15")]
    [InlineData("thursday 4 people", "2026-01-15")]
    [InlineData("thursday 6pm", "2026-01-15")]
    [InlineData("thursday 6 pm", "2026-01-15")]
    [InlineData("thursday at 6", "2026-01-15")]
    [InlineData("14.5", "2026-05-14")]
    [InlineData("on 14.5.", "2026-05-14")]
    [InlineData("14/5 please", "2026-05-14")]
    public async Task A_clock_time_a_measure_and_a_count_are_no_date(string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync("en", "{ date: any }", answer));

    [Theory]
    [InlineData("thursday 5th", "2026-02-05")]
    [InlineData("thursday the 5th", "2026-02-05")]
    [InlineData("thursday 15th", "2026-01-15")]
    [InlineData("friday 13th", "2026-02-13")]
    [InlineData("friday 16", "2026-01-16")]
    [InlineData("wednesday 14th", "2026-01-14")]
    [InlineData("thursday 6th", "?")]
    [InlineData("friday the 31st", "?")]
    [InlineData("monday 20", "?")]
    [InlineData("thursday 6", "?")]
    [InlineData("friday 15 January", "?")]
    [InlineData("friday 15/1", "?")]
    [InlineData("saturday 30/2", "?")]
    [InlineData("thursday 5", "Thursday 15 January or Thursday 5 February?")]
    [InlineData("friday or saturday", "Friday 16 January or Saturday 17 January?")]
    [InlineData("friday, friday 16 January", "2026-01-16")]
    public async Task A_weekday_and_a_day_of_the_month_must_agree(string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync("en", "{ date: today.. }", answer));

    [Fact]
    public async Task They_may_meet_as_far_ahead_as_the_bounds_reach()
    {
        Assert.Equal("2026-08-06", await Asked.AnswerAsync("en", "{ date: 1d..300d }", "thursday 6th"));
        Assert.Equal("?", await Asked.AnswerAsync("en", "{ date: 1d..20d }", "thursday 5th"));
    }

    [Theory]
    [InlineData("en", "the 21st", "2026-01-21")]
    [InlineData("en", "21st", "2026-01-21")]
    [InlineData("en", "on the 21st", "2026-01-21")]
    [InlineData("en", "the 21st at 8", "2026-01-21")]
    [InlineData("en", "the 3rd please", "2026-02-03")]
    [InlineData("en", "the 31st", "2026-01-31")]
    [InlineData("en", "the 1st floor", "?")]
    [InlineData("en", "the 4 of us", "?")]
    [InlineData("en", "21", "?")]
    [InlineData("pt", "dia 21", "2026-01-21")]
    [InlineData("pt", "no dia 21", "2026-01-21")]
    [InlineData("de", "am 21.", "2026-01-21")]
    [InlineData("de", "den 21.", "2026-01-21")]
    [InlineData("fr", "le 21", "2026-01-21")]
    [InlineData("fr", "le 1er", "2026-02-01")]
    [InlineData("fr", "le 21 rue Victor Hugo", "?")]
    [InlineData("es", "el 21", "2026-01-21")]
    [InlineData("es", "el día 21", "2026-01-21")]
    [InlineData("it", "il 21", "2026-01-21")]
    [InlineData("id", "tanggal 21", "2026-01-21")]
    [InlineData("hi", "21 तारीख को", "2026-01-21")]
    [InlineData("ar", "يوم 21", "2026-01-21")]
    [InlineData("tr", "ayın 21'i", "2026-01-21")]
    public async Task A_day_of_the_month_is_the_next_one(string language, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync(language, "date", answer));

    [Theory]
    [InlineData("en", "tomorow", "2026-01-15")]
    [InlineData("en", "tmrw", "2026-01-15")]
    [InlineData("en", "2morrow", "2026-01-15")]
    [InlineData("en", "frday pls", "2026-01-16")]
    [InlineData("en", "wensday", "2026-01-21")]
    [InlineData("en", "saterday", "2026-01-17")]
    [InlineData("en", "fr", "2026-01-16")]
    [InlineData("en", "someday", "?")]
    [InlineData("pt", "quinta", "2026-01-15")]
    [InlineData("pt", "na sexta por favor", "2026-01-16")]
    [InlineData("pt", "sábado", "2026-01-17")]
    [InlineData("pt", "amanhã", "2026-01-15")]
    [InlineData("es", "jue", "2026-01-15")]
    [InlineData("es", "el viernes por la mañana", "2026-01-16")]
    [InlineData("es", "mañana por la mañana", "2026-01-15")]
    [InlineData("es", "miercoles", "2026-01-21")]
    [InlineData("de", "Do", "2026-01-15")]
    [InlineData("de", "am Freitag Morgen", "2026-01-16")]
    [InlineData("de", "morgen früh", "2026-01-15")]
    [InlineData("de", "Donerstag", "2026-01-15")]
    [InlineData("fr", "jeu", "2026-01-15")]
    [InlineData("fr", "vendredi", "2026-01-16")]
    [InlineData("it", "gio", "2026-01-15")]
    [InlineData("it", "venerdi", "2026-01-16")]
    [InlineData("hi", "शुक्रवार", "2026-01-16")]
    [InlineData("hi", "कल", "2026-01-15")]
    [InlineData("ar", "يوم الجمعة", "2026-01-16")]
    [InlineData("ar", "بكرة", "2026-01-15")]
    [InlineData("tr", "cuma", "2026-01-16")]
    [InlineData("tr", "yarın", "2026-01-15")]
    [InlineData("id", "Jumat", "2026-01-16")]
    [InlineData("id", "besok", "2026-01-15")]
    [InlineData("id", "minggu depan", "?")]
    [InlineData("en, de", "Do", "2026-01-15")]
    [InlineData("en, de", "do you open?", "?")]
    public async Task Days_are_called_as_people_call_them(string languages, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync(languages, "date", answer));

    [Theory]
    [InlineData("de, tr, en", "Do um halb 4", "2026-01-15")]
    [InlineData("de, tr, en", "am Do um 10", "2026-01-15")]
    [InlineData("de, tr, en", "Do halb 4", "2026-01-15")]
    [InlineData("de, en", "Do. gegen 16 Uhr", "2026-01-15")]
    [InlineData("de, en", "Mi um 9", "2026-01-21")]
    [InlineData("de, en", "passt Mo ab 10", "2026-01-19")]
    [InlineData("de", "Mi 9:15", "2026-01-21")]
    [InlineData("de", "mi um 9", "?")]
    [InlineData("de, en", "so um 4", "?")]
    [InlineData("en, de", "do you open at 4", "?")]
    [InlineData("en, de", "what do 9:15 slots cost", "?")]
    [InlineData("es, en", "lun a las 4", "2026-01-19")]
    [InlineData("it, en", "ma alle 4", "?")]
    [InlineData("pt, en", "sex às 10", "2026-01-16")]
    [InlineData("fr, en", "je vers 10h", "?")]
    public async Task A_short_name_that_is_a_common_word_is_a_day_before_a_time(
        string languages,
        string answer,
        string expected
    ) => Assert.Equal(expected, await Asked.AnswerAsync(languages, "date", answer));

    [Theory]
    [InlineData("en, de", "Do you open?", null)]
    [InlineData("en, de", "Do um halb 4, Huber", "2026-01-15")]
    [InlineData("en, de", "what can you do um 4", null)]
    [InlineData("de", "Do", "2026-01-15")]
    [InlineData("en", "sat", "2026-01-17")]
    [InlineData("en", "thursday 5th", "2026-02-05")]
    [InlineData("en", "thursday 6th", null)]
    [InlineData("en", "thursday 5", null)]
    [InlineData("en", "the 21st", "2026-01-21")]
    [InlineData("en", "tomorow", "2026-01-15")]
    [InlineData("pt", "quinta às 10", "2026-01-15")]
    public async Task In_a_phrase_only_what_is_sure_is_kept(string languages, string text, string? expected) =>
        Assert.Equal(expected, await Asked.PhraseAsync(languages, "date", text));

    [Theory]
    [InlineData("en", "easter monday")]
    [InlineData("en", "on good friday please")]
    [InlineData("en", "bank holiday monday")]
    [InlineData("en", "next black friday")]
    [InlineData("fr", "lundi de Pâques")]
    [InlineData("fr", "le vendredi saint")]
    [InlineData("fr", "jeudi de l'Ascension")]
    [InlineData("fr", "mardi gras")]
    [InlineData("fr", "good friday")]
    [InlineData("es", "el viernes santo")]
    [InlineData("es", "lunes de pascua")]
    [InlineData("pt", "sexta-feira santa")]
    [InlineData("pt", "terça de carnaval")]
    [InlineData("it", "lunedì dell'Angelo")]
    [InlineData("nl", "goede vrijdag")]
    [InlineData("pl", "wielki piątek")]
    [InlineData("ru", "страстная пятница")]
    [InlineData("ar", "الجمعة العظيمة")]
    [InlineData("id", "jumat agung")]
    public async Task A_feast_on_a_weekday_is_not_the_next_such_day(string language, string answer)
    {
        Assert.Equal("?", await Asked.AnswerAsync(language, "{ date: any }", answer));
        Assert.Null(await Asked.PhraseAsync(language, "date", answer));
    }

    [Theory]
    [InlineData("en", "easter monday, 6 April", "2026-04-06")]
    [InlineData("en", "a good time is friday", "2026-01-16")]
    [InlineData("fr", "lundi", "2026-01-19")]
    [InlineData("pt", "sexta-feira", "2026-01-16")]
    public async Task Its_date_and_other_weekdays_count(string language, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync(language, "{ date: any }", answer));

    [Theory]
    [InlineData("{ date: any }", "2.11.98", "?")]
    [InlineData("{ date: today.. }", "2/11/98", "?")]
    [InlineData("date", "2-11-98", "?")]
    [InlineData("{ date: ..today }", "2.11.98", "1998-11-02")]
    [InlineData("{ date: ..today }", "2.11.30", "1930-11-02")]
    [InlineData("{ date: ..-1d }", "1.2.24", "2024-02-01")]
    [InlineData("{ date: any }", "2.11.27", "2027-11-02")]
    [InlineData("{ date: any }", "2.11.1998", "1998-11-02")]
    public async Task A_short_year_is_none_far_ahead(string expect, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync("en", expect, answer));
}
