namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>What a contact denies, or names as one of two, is not taken.</summary>
public sealed class DeniedAnswerTests
{
    [Theory]
    [InlineData("en", "not thursday")]
    [InlineData("en", "not on thursday please")]
    [InlineData("en", "any day but thursday")]
    [InlineData("en", "anything except friday")]
    [InlineData("en", "I can't come on thursday")]
    [InlineData("en", "thursday is not possible")]
    [InlineData("en", "not the 16th")]
    [InlineData("en", "not tomorrow")]
    [InlineData("en", "saturday no")]
    [InlineData("de", "nicht Donnerstag")]
    [InlineData("de", "Donnerstag geht nicht")]
    [InlineData("de", "außer am 16.")]
    [InlineData("es", "no el jueves")]
    [InlineData("es", "cualquier día menos el jueves")]
    [InlineData("es", "excepto el viernes")]
    [InlineData("en, es", "el jueves no")]
    [InlineData("fr", "pas jeudi")]
    [InlineData("fr", "sauf vendredi")]
    [InlineData("it", "tranne giovedì")]
    [InlineData("it", "non giovedì")]
    [InlineData("pt", "menos quinta")]
    [InlineData("pt", "quinta não")]
    [InlineData("tr", "perşembe değil")]
    [InlineData("ar", "مش الخميس")]
    [InlineData("ar", "كل يوم الا الجمعة")]
    [InlineData("hi", "गुरुवार नहीं")]
    [InlineData("hi-Latn", "kal nahi")]
    [InlineData("id", "bukan Kamis")]
    [InlineData("id", "kecuali Jumat")]
    public async Task A_denied_day_is_not_taken(string languages, string answer) =>
        Assert.Equal("?", await Asked.AnswerAsync(languages, "{ date: any }", answer));

    [Theory]
    [InlineData("en", "not 6pm", "time")]
    [InlineData("en", "not before 6pm", "time")]
    [InlineData("fr", "pas 8h", "time")]
    [InlineData("de", "nicht um 18 Uhr", "time")]
    [InlineData("en", "6 or 7pm", "time")]
    [InlineData("en", "not 3", "1-12")]
    [InlineData("es", "no 3", "1-12")]
    [InlineData("tr", "3 değil", "1-12")]
    [InlineData("en", "3 or 4", "1-12")]
    public async Task A_denied_time_or_count_is_not_taken(string languages, string answer, string expect) =>
        Assert.Equal("?", await Asked.AnswerAsync(languages, expect, answer));

    [Theory]
    [InlineData("en", "friday, no problem", "2026-01-16")]
    [InlineData("en", "friday no problem", "2026-01-16")]
    [InlineData("en", "no, friday", "2026-01-16")]
    [InlineData("en", "why not friday", "2026-01-16")]
    [InlineData("pt", "no dia 21", "2026-01-21")]
    [InlineData("pt", "no sábado", "2026-01-17")]
    [InlineData("de", "Freitag, kein Problem", "2026-01-16")]
    public async Task Other_uses_of_the_words_deny_nothing(string languages, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync(languages, "{ date: any }", answer));

    [Theory]
    [InlineData("en", "16th or 17th", "Friday 16 January or Saturday 17 January?")]
    [InlineData("en", "the 16th or the 17th", "Friday 16 January or Saturday 17 January?")]
    [InlineData("en", "16 or 17 january", "Friday 16 January or Saturday 17 January?")]
    [InlineData("en", "january 16 or 17", "Friday 16 January or Saturday 17 January?")]
    [InlineData("en", "january 16-17", "Friday 16 January or Saturday 17 January?")]
    [InlineData("en", "january 16 - 20 people", "2026-01-16")]
    [InlineData("en", "17-18 january", "Saturday 17 January or Sunday 18 January?")]
    [InlineData("en", "17th to 19th january", "Saturday 17 January or Monday 19 January?")]
    [InlineData("en", "from the 17th to the 19th of january", "Saturday 17 January or Monday 19 January?")]
    [InlineData("en", "fri or sat", "Friday 16 January or Saturday 17 January?")]
    [InlineData("en", "fri/sat", "Friday 16 January or Saturday 17 January?")]
    [InlineData("de", "Sa/So", "Samstag 17. Januar oder Sonntag 18. Januar?")]
    [InlineData("de", "Sa oder So", "Samstag 17. Januar oder Sonntag 18. Januar?")]
    [InlineData("de", "Sa, So", "Samstag 17. Januar oder Sonntag 18. Januar?")]
    [InlineData("de", "2.-3. Februar", "Montag 2. Februar oder Dienstag 3. Februar?")]
    [InlineData("es", "del 17 al 19 de enero", "sábado 17 de enero o lunes 19 de enero?")]
    [InlineData("es", "el 16 a las 8", "2026-01-16")]
    [InlineData("de", "so Samstag", "2026-01-17")]
    public async Task Two_days_are_both_named(string languages, string answer, string expected) =>
        Assert.Equal(expected, await Asked.AnswerAsync(languages, "{ date: any }", answer));

    [Theory]
    [InlineData("date", "friday or monday", null)]
    [InlineData("date", "fri or maybe sat", null)]
    [InlineData("date", "friday/saturday", null)]
    [InlineData("date", "friday to sunday", null)]
    [InlineData("date", "16th or 17th", null)]
    [InlineData("date", "friday at 6", "2026-01-16")]
    [InlineData("date", "friday not saturday", "2026-01-16")]
    [InlineData("date", "friday and two chairs", "2026-01-16")]
    [InlineData("time", "6pm or 7pm", null)]
    [InlineData("number", "2 or 3", null)]
    [InlineData("number", "500 to 600", null)]
    [InlineData("number", "500 - 600", null)]
    [InlineData("number", "2 x 500", null)]
    [InlineData("number", "2 50", null)]
    [InlineData("number", "2 500 kg", null)]
    [InlineData("number", "4 at 8", "4")]
    [InlineData("number", "4 for friday", "4")]
    [InlineData("number", "US$300", "300")]
    [InlineData("number", "R$ 300", "300")]
    [InlineData("number", "Rs 300", "300")]
    [InlineData("number", "Rs. 300", "300")]
    [InlineData("number", "EUR 300", "300")]
    [InlineData("number", "minus 5", "-5")]
    public async Task A_phrase_keeps_none_of_two(string type, string text, string? expected) =>
        Assert.Equal(expected, await Asked.PhraseAsync("en", type, text));

    [Theory]
    [InlineData("fr", "4 à 8 heures", "4")]
    [InlineData("fr", "500 à 600", null)]
    [InlineData("es", "2 o 3", null)]
    [InlineData("hi-Latn", "5 nahi", null)]
    public async Task A_phrase_of_another_language_keeps_none_of_two(string languages, string text, string? expected) =>
        Assert.Equal(expected, await Asked.PhraseAsync(languages, "number", text));

    [Fact]
    public async Task Words_of_the_phrase_itself_join_two_values()
    {
        var talk = new Talk(
            """
            settings: { zone: Europe/Dublin }
            rules:
              - { when: "from <a:date> to <b:date>", reply: "{{ a }} - {{ b }}" }
              - { when: "open * <day:date>", reply: "day {{ day }}" }
              - { id: table, when: "table for <p:number>", ask: { p: "How many?", expect: 1-12 }, reply: "T {{ p }}" }
            """
        );
        Assert.Equal("2026-01-16 - 2026-01-19", await talk.SayAsync("from friday to monday"));
        Assert.Equal("day 2026-01-16", await talk.SayAsync("open on friday?"));
        Assert.Null(await talk.SayAsync("open fri or sat?"));
        Assert.Null(await talk.SayAsync("open any day but friday?"));
        Assert.Equal("How many?", await talk.SayAsync("table for 2 or 3"));
    }
}
