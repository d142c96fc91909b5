namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Times as people answer them.</summary>
public sealed class TimeAnswerTests
{
    [Theory]
    [InlineData("en", "8", "08:00 or 20:00?")]
    [InlineData("en", "at 8", "08:00 or 20:00?")]
    [InlineData("en", "8ish", "08:00 or 20:00?")]
    [InlineData("en", "around 8 please", "08:00 or 20:00?")]
    [InlineData("de", "um 8", "08:00 oder 20:00?")]
    [InlineData("pt", "às 8", "08:00 ou 20:00?")]
    [InlineData("es", "a las 8", "08:00 o 20:00?")]
    [InlineData("fr", "à 8", "08:00 ou 20:00?")]
    [InlineData("it", "alle 8", "08:00 o 20:00?")]
    [InlineData("tr", "saat 8", "08:00 veya 20:00?")]
    [InlineData("id", "jam 8", "08:00 atau 20:00?")]
    [InlineData("hi", "8 बजे", "08:00 या 20:00?")]
    [InlineData("ar", "الساعة 8", "08:00 أم 20:00?")]
    [InlineData("en", "08", "08:00")]
    [InlineData("en", "18", "18:00")]
    [InlineData("en", "0", "00:00")]
    [InlineData("en", "8 or 9", "?")]
    [InlineData("en", "not 8", "?")]
    [InlineData("en", "table for 8 and a chair", "?")]
    [InlineData("en", "7 o'clock", "07:00 or 19:00?")]
    [InlineData("en", "6 o'clock", "06:00 or 18:00?")]
    [InlineData("en", "4:30", "04:30 or 16:30?")]
    [InlineData("de", "4:30", "04:30")]
    [InlineData("fr", "8h", "08:00")]
    [InlineData("", "3:33", "03:33")]
    public async Task An_hour_that_may_be_of_both_halves_of_the_day_is_asked_about(
        string languages,
        string answer,
        string expected
    ) => Assert.Equal(expected, await Asked.AnswerAsync(languages, "time", answer));

    [Theory]
    [InlineData("{ time: 09:00..22:00 }", "8", "20:00")]
    [InlineData("{ time: 09:00..22:00 }", "9", "09:00 or 21:00?")]
    [InlineData("{ time: any, open: shop }", "at 4", "16:00")]
    [InlineData("{ time: any, open: shop }", "4:30", "16:30")]
    [InlineData("{ time: any, open: shop }", "10", "?")]
    [InlineData("{ time: any, open: bar }", "1", "?")]
    [InlineData("{ time: any, open: bar }", "7 o'clock", "19:00")]
    [InlineData("{ time: any, open: bar }", "half 7", "19:30")]
    [InlineData("{ time: 18:00..23:00 }", "4", "?")]
    public async Task What_cannot_be_is_dropped(string expect, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync("en", expect, answer));

    [Theory]
    [InlineData("en", "6-7pm", "18:00")]
    [InlineData("en", "between 4 and 5 pm", "16:00")]
    [InlineData("en", "from 11 to 1pm", "11:00")]
    [InlineData("en", "4 to 5 pm", "16:00")]
    [InlineData("en", "11-1pm", "11:00")]
    [InlineData("en", "18-19h", "18:00")]
    [InlineData("en", "10:00-11:00", "10:00 or 22:00?")]
    [InlineData("en", "6-7", "06:00 or 18:00?")]
    [InlineData("de", "zwischen 16 und 17 Uhr", "16:00")]
    [InlineData("es", "entre las 4 y las 5 de la tarde", "16:00")]
    [InlineData("fr", "entre 16h et 17h", "16:00")]
    [InlineData("en", "ten to 8 pm", "19:50")]
    public async Task Of_a_span_the_beginning_is_meant(string languages, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync(languages, "time", answer));

    [Theory]
    [InlineData("en", "1845", "18:45")]
    [InlineData("en", "0930", "09:30")]
    [InlineData("en", "18 h", "18:00")]
    [InlineData("en", "18:45h", "18:45")]
    [InlineData("en", "half 7", "07:30 or 19:30?")]
    [InlineData("en", "quarter past 6", "06:15 or 18:15?")]
    [InlineData("en", "midday", "12:00")]
    [InlineData("en", "6 in the evening", "18:00")]
    [InlineData("en", "tonight at 8", "20:00")]
    [InlineData("en", "seven thirty pm", "19:30")]
    [InlineData("en", "11 at night", "23:00")]
    [InlineData("en", "2 at night", "02:00")]
    [InlineData("en", "quarter to 12 at night", "23:45")]
    [InlineData("pt", "seis da tarde", "18:00")]
    [InlineData("pt", "às 7 e meia da noite", "19:30")]
    [InlineData("pt", "meio-dia", "12:00")]
    [InlineData("pt", "dez para as seis da tarde", "17:50")]
    [InlineData("es", "las seis y media de la tarde", "18:30")]
    [InlineData("es", "a las 7 menos cuarto de la tarde", "18:45")]
    [InlineData("es", "al mediodía", "12:00")]
    [InlineData("fr", "à six heures du soir", "18:00")]
    [InlineData("fr", "18 heures 30", "18:30")]
    [InlineData("fr", "sept heures et demie du matin", "07:30")]
    [InlineData("fr", "midi", "12:00")]
    [InlineData("de", "halb 7 abends", "18:30")]
    [InlineData("de", "18 Uhr 45", "18:45")]
    [InlineData("de", "sieben Uhr abends", "19:00")]
    [InlineData("de", "viertel nach sechs abends", "18:15")]
    [InlineData("it", "le sei di sera", "18:00")]
    [InlineData("it", "alle 7 e mezza di mattina", "07:30")]
    [InlineData("it", "mezzogiorno", "12:00")]
    [InlineData("tr", "akşam 6", "18:00")]
    [InlineData("tr", "akşam altı buçuk", "18:30")]
    [InlineData("tr", "18:45'te", "18:45")]
    [InlineData("id", "jam 6 sore", "18:00")]
    [InlineData("id", "setengah 7 malam", "18:30")]
    [InlineData("hi", "शाम 6 बजे", "18:00")]
    [InlineData("hi", "शाम साढ़े सात बजे", "19:30")]
    [InlineData("ar", "الساعة السادسة مساء", "18:00")]
    [InlineData("ar", "السادسة والنصف مساء", "18:30")]
    [InlineData("nl", "half 7", "06:30 of 18:30?")]
    public async Task Times_are_said_as_people_say_them(string languages, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync(languages, "time", answer));

    [Theory]
    [InlineData("en", "thursday at 4", "16:00")]
    [InlineData("en", "tomorrow at 4 please", "16:00")]
    [InlineData("en", "on thursday at 4, Anna", "16:00")]
    [InlineData("de, en", "Donnerstag um 4", "16:00")]
    [InlineData("de, en", "Do um 4", "16:00")]
    [InlineData("de, en", "morgen so gegen 4", "16:00")]
    [InlineData("de, en", "Donnerstag um 4 Tage später", "?")]
    [InlineData("es", "el jueves a las 4", "16:00")]
    [InlineData("pt", "a porta de 4", "?")]
    [InlineData("fr", "jeudi à 4", "16:00")]
    [InlineData("it", "giovedì alle 4", "16:00")]
    [InlineData("tr", "perşembe saat 4", "16:00")]
    [InlineData("id", "kamis jam 4", "16:00")]
    [InlineData("en", "thursday at 4 Mill Street", "?")]
    [InlineData("en", "the door at 4", "?")]
    [InlineData("en", "thursday 4", "?")]
    public async Task An_hour_behind_a_day_is_a_time(string languages, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync(languages, "{ time: 09:00..17:00 }", answer));

    [Theory]
    [InlineData("xvisit thursday at 10", "2026-01-15 10:00")]
    [InlineData("xvisit thursday at 4", "2026-01-15 16:00")]
    [InlineData("xvisit Do um 10, Huber", "2026-01-15 10:00")]
    [InlineData("xvisit am Freitag um 4 bitte", "2026-01-16 16:00")]
    [InlineData("xvisit morgen um halb 4", "2026-01-15 15:30")]
    [InlineData("xvisit thursday at 10 Mill Street", "Hour?")]
    public async Task A_form_keeps_the_hour_that_a_phrase_has_behind_the_day(string text, string expected)
    {
        var talk = new Talk(
            """
            settings: { zone: Europe/Berlin, languages: [de, en] }
            calendars: { shop: { open: { mon-fri: "09:00-17:30" } } }
            rules:
              - id: visit
                when: ["xvisit * <day:date> * <hour:time>", "xvisit * <day:date>"]
                ask:
                  - { day: Day?, expect: { date: today.., open: shop } }
                  - { hour: Hour?, expect: { time: any, open: shop, on: day } }
                reply: "{{ day }} {{ hour }}"
            """
        );

        Assert.Equal(expected, await talk.SayAsync(text));
    }

    [Theory]
    [InlineData("7 o'clock", null)]
    [InlineData("8", null)]
    [InlineData("1845", null)]
    [InlineData("seven in the evening", "19:00")]
    [InlineData("6-7pm", "18:00")]
    [InlineData("16:30", "16:30")]
    public async Task In_a_phrase_only_what_is_sure_is_kept(string text, string? expected) =>
        Assert.Equal(expected, await Asked.PhraseAsync("en", "time", text));
}
