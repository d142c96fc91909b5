namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>Replies to impossible answers, and other interpretations of an answer.</summary>
public sealed class OtherAnswerTests
{
    private const string Visit = """
        settings: { zone: Europe/Dublin, languages: [en, de] }
        calendars:
          shop: { open: { mon-sat: "09:00-17:30" } }
        rules:
          - id: visit
            when: ["book for <day:date> <hour:time>", "book at <hour:time>", "book for <day:date>", book]
            ask:
              - day: Which day?
                expect: { date: today..60d, open: shop }
                otherwise: { en: "A day, please.", de: "Einen Tag, bitte." }
                not-possible: We are closed then.
              - hour: At what time?
                expect: { time: any, open: shop, on: day }
                otherwise: We do not get it.
            reply: "{{ day }} {{ hour }}"

        """;

    private static string AtOrNot(string language) =>
        $$"""
            settings: { zone: Europe/Dublin, languages: [{{language}}] }
            calendars:
              shop: { open: { mon-sat: "09:00-17:30" } }
            rules:
              - id: visit
                when: ["xbook * <day:date> * <hour:time>", "xbook * <day:date>"]
                ask:
                  - { day: Which day?, expect: { date: any } }
                  - { hour: At what time?, expect: { time: any, open: shop, on: day }, not-possible: Then? }
                reply: "{{"{{ day }} {{ hour }}"}}"

            """;

    [Theory]
    [InlineData("sunday", "We are closed then.\n\nWhich day?")]
    [InlineData("yesterday's soup", "A day, please.\n\nWhich day?")]
    [InlineData("1 May", "We are closed then.\n\nWhich day?")]
    [InlineData("blah", "A day, please.\n\nWhich day?")]
    [InlineData("friday 15 January", "A day, please.\n\nWhich day?")]
    [InlineData("friday or saturday", "Friday 16 January or Saturday 17 January?\n\nWhich day?")]
    [InlineData("friday", "At what time?")]
    public async Task What_is_not_understood_and_what_cannot_be_are_told_apart(string answer, string expected)
    {
        var talk = new Talk(Visit);
        Assert.Equal("Which day?", await talk.SayAsync("book"));

        Assert.Equal(expected, await talk.SayAsync(answer));
    }

    [Theory]
    [InlineData("20:00", "We do not get it.\n\nAt what time?")]
    [InlineData("soon", "We do not get it.\n\nAt what time?")]
    [InlineData("at 4", "2026-01-16 16:00")]
    public async Task Without_a_text_of_its_own_what_cannot_be_gets_the_other(string answer, string expected)
    {
        var talk = new Talk(Visit);
        await talk.SayAsync("book for friday");

        Assert.Equal(expected, await talk.SayAsync(answer));
    }

    [Theory]
    [InlineData("book for sunday 10am", "We are closed then.\n\nWhich day?")]
    [InlineData("book for sunday", "We are closed then.\n\nWhich day?")]
    [InlineData("book for friday 10am", "2026-01-16 10:00")]
    [InlineData("book for friday 7 o'clock", "We do not get it.\n\nAt what time?")]
    [InlineData("book for friday 4 o'clock", "2026-01-16 16:00")]
    [InlineData("book for friday 8pm", "We do not get it.\n\nAt what time?")]
    [InlineData("book for thursday 6th", "Which day?")]
    public async Task What_a_phrase_keeps_is_judged_like_an_answer(string text, string expected)
    {
        var talk = new Talk(Visit);

        Assert.Equal(expected, await talk.SayAsync(text));
    }

    [Theory]
    [InlineData("en", "thursday at 3", "2026-01-15 15:00")]
    [InlineData("en", "next thursday at about 3 please", "2026-01-22 15:00")]
    [InlineData("en", "the 15th at three, thanks", "2026-01-15 15:00")]
    [InlineData("en", "15 January at 3 for my bike", "2026-01-15 15:00")]
    [InlineData("en", "thursday at 10", "2026-01-15 10:00")]
    [InlineData("en", "thursday at 8", "Then?\n\nAt what time?")]
    [InlineData("de", "Donnerstag um 15 bitte", "2026-01-15 15:00")]
    [InlineData("de", "Donnerstag gegen 3", "2026-01-15 15:00")]
    [InlineData("es", "mañana a las 3", "2026-01-15 15:00")]
    [InlineData("es", "el jueves sobre las 10 por favor", "2026-01-15 10:00")]
    [InlineData("fr", "demain vers 10", "2026-01-15 10:00")]
    [InlineData("it", "domani alle 3", "2026-01-15 15:00")]
    [InlineData("pt", "quinta às 3", "2026-01-15 15:00")]
    [InlineData("ar", "غدا على الساعة ١٠", "2026-01-15 10:00")]
    [InlineData("ar", "الخميس الساعة 3", "2026-01-15 15:00")]
    [InlineData("ar-Latn", "ghda m3a 10", "2026-01-15 10:00")]
    [InlineData("ar", "bokra el sa3a 3", "2026-01-15 15:00")]
    [InlineData("tr", "yarın saat 3", "2026-01-15 15:00")]
    [InlineData("id", "besok jam 3", "2026-01-15 15:00")]
    public async Task An_hour_at_which_somebody_comes_on_a_day_is_kept(string language, string text, string expected)
    {
        var talk = new Talk(AtOrNot(language));

        Assert.Equal(expected, await talk.SayAsync($"xbook {text}"));
    }

    [Theory]
    [InlineData("en", "thursday at 12 Mill Street")]
    [InlineData("en", "thursday at 3 shops")]
    [InlineData("en", "thursday at 3 people")]
    [InlineData("en", "thursday at 3 or 4")]
    [InlineData("en", "thursday about 3 bikes")]
    [InlineData("en", "at 3 and thursday")]
    [InlineData("fr", "jeudi à 4")] // or four people
    [InlineData("de", "Donnerstag um 15 Euro")]
    public async Task Another_number_after_a_day_is_no_hour(string language, string text)
    {
        var talk = new Talk(AtOrNot(language));

        Assert.Equal("At what time?", await talk.SayAsync($"xbook {text}"));
    }

    [Theory]
    [InlineData("at 3 on thursday", "15:00")]
    [InlineData("at 3 tomorrow", "15:00")]
    public async Task The_day_may_follow_the_hour(string text, string expected)
    {
        var talk = new Talk(
            AtOrNot("en").Replace("<day:date> * <hour:time>", "<hour:time> * <day:date>", StringComparison.Ordinal)
        );

        Assert.Equal($"2026-01-15 {expected}", await talk.SayAsync($"xbook {text}"));
    }

    [Fact]
    public async Task The_phrase_may_have_the_at_itself()
    {
        var talk = new Talk(AtOrNot("en").Replace("* <hour:time>", "at <hour:time>", StringComparison.Ordinal));

        Assert.Equal("2026-01-15 15:00", await talk.SayAsync("xbook thursday at 3"));
    }

    [Fact]
    public async Task Without_a_question_an_hour_of_both_halves_of_the_day_is_no_value()
    {
        Assert.Null(await Asked.PhraseAsync("en", "date> at <b:time", "thursday at 3"));
        Assert.Equal("2026-01-15", await Asked.PhraseAsync("en", "date> at <b:time", "thursday at 15"));
    }

    [Fact]
    public async Task A_time_waits_for_its_day()
    {
        var talk = new Talk(Visit);
        Assert.Equal("Which day?", await talk.SayAsync("book at 4 o'clock"));
        Assert.Equal("2026-01-17 16:00", await talk.SayAsync("saturday"));

        Assert.Equal("Which day?", await talk.SayAsync("book at 8pm"));
        Assert.Equal("We do not get it.\n\nAt what time?", await talk.SayAsync("saturday"));
        Assert.Equal("2026-01-17 12:00", await talk.SayAsync("noon"));
    }

    [Fact]
    public async Task Who_is_asked_which_hour_may_say_the_part_of_the_day()
    {
        var talk = new Talk(
            "rules:\n  - { id: a, when: hello, ask: { t: When?, expect: time }, reply: \"{{ t }}\" }\n"
        );
        await talk.SayAsync("hello");

        Assert.Equal("08:00 or 20:00?\n\nWhen?", await talk.SayAsync("at 8"));
        Assert.Equal("20:00", await talk.SayAsync("in the evening"));

        await talk.SayAsync("hello");
        await talk.SayAsync("8");
        Assert.Equal("09:30", await talk.SayAsync("9:30 am"));
        Assert.Empty(talk.Own);
    }

    [Theory]
    [InlineData("en", "mail:bo@example.com", "bo@example.com")]
    [InlineData("en", "bo@example.com;thanks", "bo@example.com")]
    [InlineData("zh", "是bo@example.com谢谢", "bo@example.com")]
    [InlineData("en", "mailto:bo.b+x@mail.example.co.uk.", "bo.b+x@mail.example.co.uk")]
    [InlineData("en", "<bo@example.com>", "bo@example.com")]
    [InlineData("en", "'bo@example.com'", "bo@example.com")]
    [InlineData("en", "email=bo@example.com,thanks", "bo@example.com")]
    [InlineData("ar", "bo@example.comشكرا", "bo@example.com")]
    [InlineData("en", "bo@example.com.Thanks", "bo@example.com")]
    [InlineData("en", "o'neil_1@my-shop.ie", "o'neil_1@my-shop.ie")]
    [InlineData("en", "bo@example", "?")]
    [InlineData("en", "bo@a@example.com", "?")]
    [InlineData("en", "@example.com", "?")]
    public async Task What_is_glued_to_an_address_does_not_belong_to_it(
        string languages,
        string answer,
        string expected
    ) => Assert.Equal(expected, await Asked.AnswerAsync(languages, "email", answer));

    [Theory]
    [InlineData("time", "na hora do almoço", "12:00")]
    [InlineData("date", "sextou", "2026-01-16")]
    [InlineData("date", "hojinho", "2026-01-14")]
    [InlineData("1-12", "meia dúzia", "6")]
    [InlineData("time", "7 da noitinha", "19:00")]
    public async Task The_owner_may_add_words(string expect, string answer, string expected) =>
        Assert.Equal(
            expected,
            await Asked.AnswerAsync(
                "pt",
                expect,
                answer,
                "words: { noon: [na hora do almoço], friday: [sextou], today: hojinho, 6: [meia dúzia], evening: [da noitinha] }"
            )
        );
}
