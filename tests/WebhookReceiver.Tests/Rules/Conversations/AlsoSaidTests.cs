namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>An answer that says more than it is asked for: "friday at 5pm for two" at the question for the day.</summary>
public sealed class AlsoSaidTests
{
    private const string Summary = "reply: '{{ day }} {{ hour }} {{ people }} {{ name }}'";

    private static Talk Form(string languages, string ask, string reply = Summary) => new(Rules(languages, ask, reply));

    internal static string Rules(string languages, string ask, string reply = Summary) =>
        $$"""
            settings: { zone: Europe/Dublin, languages: [{{languages}}] }
            calendars:
              shop: { open: { mon-sat: "09:00-17:30" } }
            rules:
              - { id: price, when: price, reply: Sixty. }
              - id: visit
                when: xvisit
                ask: [{{ask}}]
                {{reply}}
                cancel: [cancel]

            """;

    internal const string Open =
        "{ day: Day?, expect: { date: any, open: shop }, not-possible: Closed. },"
        + "{ hour: Hour?, expect: { time: any, open: shop, on: day }, not-possible: We are not there then. },"
        + "{ people: People?, expect: 1-12 }, { name: Name? }";

    private const string Plain =
        "{ day: Day?, expect: date }, { hour: Hour?, expect: time }, { people: People?, expect: 1-12 }, { name: Name? }";

    private static async Task<string?> SayAsync(Talk talk, params string[] texts)
    {
        string? said = null;
        foreach (var text in texts)
        {
            said = await talk.SayAsync(text);
        }

        return said;
    }

    [Theory]
    [InlineData("en", "friday at 5pm", "17:00")]
    [InlineData("en", "friday 5pm", "17:00")]
    [InlineData("en", "5pm on friday please", "17:00")]
    [InlineData("en", "friday at 5", "17:00")]
    [InlineData("en", "friday, 5 o'clock", "17:00")]
    [InlineData("en", "the 16th at half past 4", "16:30")]
    [InlineData("en", "16 january 16:30", "16:30")]
    [InlineData("en", "I'd like friday at 10 in the morning please", "10:00")]
    [InlineData("en", "can we do friday at 5pm?", "17:00")]
    [InlineData("en", "friday at 5pm works for me", "17:00")]
    [InlineData("en", "friday at noon", "12:00")]
    [InlineData("en", "friday at 5pm with my daughter", "17:00")]
    [InlineData("es", "viernes a las 11", "11:00")]
    [InlineData("es", "el viernes a las 5 de la tarde por favor", "17:00")]
    [InlineData("es", "el viernes 16 a las 16:30", "16:30")]
    [InlineData("pt", "sexta às 17h", "17:00")]
    [InlineData("pt", "sexta-feira às 10 da manhã, por favor", "10:00")]
    [InlineData("fr", "vendredi à 17h", "17:00")]
    [InlineData("fr", "vendredi à 16h30 s'il vous plaît", "16:30")]
    [InlineData("fr", "à 10 heures vendredi", "10:00")]
    [InlineData("de", "Freitag um 17 Uhr", "17:00")]
    [InlineData("de", "am Freitag um halb fünf bitte", "16:30")]
    [InlineData("de", "Freitag 16:30 Uhr", "16:30")]
    [InlineData("it", "venerdì alle 17", "17:00")]
    [InlineData("it", "venerdì alle 5 del pomeriggio, grazie", "17:00")]
    [InlineData("hi", "शुक्रवार शाम 5 बजे", "17:00")]
    [InlineData("hi", "शुक्रवार को सुबह 10 बजे", "10:00")]
    [InlineData("hi-Latn", "shukravar ko shaam 5 baje", "17:00")]
    [InlineData("ar", "الجمعة الساعة 5 مساء", "17:00")]
    [InlineData("ar", "يوم الجمعة الساعة 10 صباحا", "10:00")]
    [InlineData("tr", "cuma saat 17:00", "17:00")]
    [InlineData("tr", "cuma akşam 5'te", "17:00")]
    [InlineData("tr", "cuma günü saat 5", "17:00")]
    [InlineData("id", "jumat jam 5 sore", "17:00")]
    [InlineData("id", "hari jumat pukul 10 pagi", "10:00")]
    public async Task An_hour_beside_the_day_is_kept_and_not_asked_for(string languages, string said, string hour)
    {
        var talk = Form(languages, Open);

        Assert.Equal("People?", await SayAsync(talk, "xvisit", said));
        Assert.Equal($"2026-01-16 {hour} 2 Ann", await SayAsync(talk, "2", "Ann"));
    }

    [Theory]
    [InlineData("en", "friday at 5", "05:00 or 17:00?", "in the evening")]
    [InlineData("es", "viernes a las 5", "05:00 o 17:00?", "de la tarde")]
    [InlineData("en", "friday at 5-6", "05:00 or 17:00?", "5pm")]
    [InlineData("tr", "cuma saat 5", "05:00 veya 17:00?", "17:00")]
    public async Task Of_two_hours_the_question_for_the_hour_asks(
        string languages,
        string said,
        string which,
        string answer
    )
    {
        var talk = Form(languages, Plain);

        Assert.Equal($"{which}\n\nHour?", await SayAsync(talk, "xvisit", said));
        Assert.Equal("People?", await talk.SayAsync(answer));
        Assert.Equal("2026-01-16 17:00 2 Ann", await SayAsync(talk, "2", "Ann"));
    }

    [Theory]
    [InlineData("friday")]
    [InlineData("10.11")] // a day, though it might be a time
    [InlineData("friday, but not at 5pm")]
    [InlineData("friday after 5pm")]
    [InlineData("friday before 5pm")]
    [InlineData("friday, I finish work at 5pm")]
    public async Task An_hour_that_is_not_sure_is_asked_for(string said) =>
        Assert.Equal("Hour?", await SayAsync(Form("en", Open), "xvisit", said));

    [Theory]
    [InlineData("vendredi à 4")] // the four of us
    [InlineData("vendredi après 17h")]
    [InlineData("pas avant 17h vendredi")]
    public async Task Nor_is_one_that_may_be_a_number_of_people_kept(string said) =>
        Assert.NotEqual("People?", await SayAsync(Form("fr", Open), "xvisit", said));

    [Fact]
    public async Task An_hour_that_is_closed_on_the_day_is_told() =>
        Assert.Equal("We are not there then.\n\nHour?", await SayAsync(Form("en", Open), "xvisit", "friday at 8pm"));

    [Theory]
    [InlineData("sunday at 5pm", "Closed.\n\nDay?", "17:00")]
    [InlineData("friday or saturday at 5pm", "Friday 16 January or Saturday 17 January?\n\nDay?", "17:00")]
    [InlineData("at 5pm please", "Day?", "17:00")]
    [InlineData("sunday at 5", "Closed.\n\nDay?", "17:00")]
    public async Task The_hour_waits_while_the_day_is_asked_for_again(string said, string expected, string hour)
    {
        var talk = Form("en", Open);

        Assert.Equal(expected, await SayAsync(talk, "xvisit", said));
        Assert.Equal("People?", await talk.SayAsync("friday"));
        Assert.Equal($"2026-01-16 {hour} 2 Ann", await SayAsync(talk, "2", "Ann"));
    }

    [Fact]
    public async Task A_newer_hour_replaces_one_that_waits()
    {
        var talk = Form("en", Open);

        Assert.Equal("People?", await SayAsync(talk, "xvisit", "sunday at 5pm", "then friday at 4pm"));
        Assert.Equal("2026-01-16 16:00 2 Ann", await SayAsync(talk, "2", "Ann"));
    }

    [Fact]
    public async Task An_hour_that_waits_is_taken_back_with_the_day()
    {
        var talk = Form("en", Open);

        Assert.Equal("Hour?", await SayAsync(talk, "xvisit", "sunday at 5pm", "friday, but not at 5pm"));
    }

    [Theory]
    [InlineData("price at 5pm?", "Sixty.\n\nDay?")]
    [InlineData("my bus leaves at 5pm", "Day?")]
    public async Task What_is_no_answer_leaves_no_hour_behind(string said, string expected)
    {
        var talk = Form("en", Open);

        Assert.Equal(expected, await SayAsync(talk, "xvisit", said));
        Assert.Equal("Hour?", await talk.SayAsync("friday"));
    }

    [Theory]
    [InlineData("en", "friday at 5pm for two", "How many people?", "2")]
    [InlineData("en", "friday at 5pm for 2 people", "How many people?", "2")]
    [InlineData("en", "friday at 5pm, 4 of us", "For how many?", "4")]
    [InlineData("en", "table for 4 on friday at 5pm", "For how many?", "4")]
    [InlineData("en", "friday at 5 for 2", "For how many?", "2")]
    [InlineData("en", "friday at 5pm, we are three", "How many guests?", "3")]
    [InlineData("es", "viernes a las 11 para dos", "¿Para cuántas personas?", "2")]
    [InlineData("es", "el viernes a las 11, somos 4", "¿Cuántas personas?", "4")]
    [InlineData("pt", "sexta às 17h para 2 pessoas", "Quantas pessoas?", "2")]
    [InlineData("fr", "vendredi à 16h30 pour deux", "Pour combien de personnes ?", "2")]
    [InlineData("fr", "vendredi 17h, nous sommes 4", "Vous serez combien ?", "4")]
    [InlineData("de", "Freitag um 17 Uhr für zwei", "Für wie viele Personen?", "2")]
    [InlineData("de", "Freitag 17 Uhr zu viert", "Wie viele Personen?", "4")]
    [InlineData("de", "Freitag um 17 Uhr 4 Personen", "Wie viele Personen?", "4")]
    [InlineData("de", "Freitag um 17 Uhr, vier Personen", "Wie viele Personen?", "4")]
    [InlineData("tr", "cuma 17:00'de 4 kişiyiz", "Kaç kişisiniz?", "4")]
    [InlineData("hi-Latn", "shukravar shaam 5 baje 4 log", "Kitne log?", "4")]
    [InlineData("it", "venerdì alle 17 per due", "Per quante persone?", "2")]
    [InlineData("it", "venerdì alle 17, siamo in 4", "Quante persone?", "4")]
    [InlineData("hi", "शुक्रवार शाम 5 बजे 2 लोग", "कितने लोग?", "2")]
    [InlineData("ar", "الجمعة الساعة 5 مساء 4 اشخاص", "كم شخص؟", "4")]
    [InlineData("ar", "الجمعة الساعة 5 مساء لشخصين", "كم شخص؟", "2")]
    [InlineData("tr", "cuma saat 17:00 iki kişi", "Kaç kişi?", "2")]
    [InlineData("id", "jumat jam 5 sore untuk 2 orang", "Berapa orang?", "2")]
    public async Task A_number_of_people_is_kept_as_well(string languages, string said, string question, string people)
    {
        var talk = Form(languages, Open.Replace("People?", $"'{question}'", StringComparison.Ordinal));

        Assert.Equal("Name?", await SayAsync(talk, "xvisit", said));
        Assert.Matches($"^2026-01-16 ..:[03]0 {people} Ann$", await talk.SayAsync("Ann"));
    }

    [Theory]
    [InlineData("friday at 5pm for 2 hours", "How many people?")]
    [InlineData("friday at 5pm, 12 Mill Street", "How many people?")]
    [InlineData("friday at 5pm, room 7", "How many people?")]
    [InlineData("friday at 5pm works for me", "How many people?")]
    [InlineData("friday at 5pm for 2 or 3", "How many people?")]
    [InlineData("friday at 5pm for 2 adults and 1 child", "How many people?")]
    [InlineData("friday at 5pm for two", "How many nights?")]
    [InlineData("friday at 5pm for 2 people", "How many rooms?")]
    [InlineData("friday at 5pm", "How many people?")]
    public async Task A_number_that_is_not_sure_is_asked_for(string said, string question)
    {
        var talk = Form(
            "en",
            Open.Replace("{ people: People?", $"{{ count: '{question}'", StringComparison.Ordinal),
            "reply: '{{ day }} {{ hour }} {{ count }} {{ name }}'"
        );

        Assert.Equal(question, await SayAsync(talk, "xvisit", said));
    }

    [Fact]
    public async Task What_the_question_counts_may_be_named_in_its_words()
    {
        var talk = Form(
            "en",
            Open.Replace("{ people: People?", "{ count: 'How many nights?'", StringComparison.Ordinal),
            "reply: '{{ day }} {{ hour }} {{ count }} {{ name }}'"
        );

        Assert.Equal("Name?", await SayAsync(talk, "xvisit", "friday at 5pm, 3 nights"));
        Assert.Equal("2026-01-16 17:00 3 Ann", await talk.SayAsync("Ann"));
    }

    [Fact]
    public async Task Of_two_hours_that_are_asked_for_nobody_knows_which_is_meant()
    {
        var talk = Form(
            "en",
            "{ day: Day?, expect: date }, { from: From?, expect: time }, { to: Until?, expect: time }",
            "reply: '{{ day }} {{ from }} {{ to }}'"
        );

        Assert.Equal("From?", await SayAsync(talk, "xvisit", "friday at 5pm"));
    }

    [Theory]
    [InlineData("2 on friday at 5pm", "Name?", "2026-01-16 17:00 2 Ann")]
    [InlineData("2 people, friday at 5", "Name?", "2026-01-16 17:00 2 Ann")]
    [InlineData("4 people friday", "Hour?", "2026-01-16 10:00 4 Ann")]
    public async Task At_the_question_for_a_number_day_and_hour_are_kept(string said, string next, string expected)
    {
        var talk = Form(
            "en",
            "{ people: People?, expect: 1-12 }, { day: Day?, expect: { date: any, open: shop } },"
                + "{ hour: Hour?, expect: { time: any, open: shop, on: day } }, { name: Name? }"
        );

        Assert.Equal(next, await SayAsync(talk, "xvisit", said));
        Assert.Equal(expected, next == "Name?" ? await talk.SayAsync("Ann") : await SayAsync(talk, "10am", "Ann"));
    }

    [Theory]
    [InlineData("tomorrow at 5pm", "People?")]
    [InlineData("5pm tomorrow for two", "Name?")]
    [InlineData("tonight at 6", "People?")]
    public async Task At_the_question_for_the_hour_a_later_day_is_kept(string said, string next)
    {
        var talk = Form(
            "en",
            "{ hour: Hour?, expect: { time: any } }, { day: Day?, expect: date }, { people: How many people?, expect: 1-12 }, { name: Name? }"
        );

        Assert.Equal(next == "People?" ? "How many people?" : next, await SayAsync(talk, "xvisit", said));
    }

    [Theory]
    [InlineData("a haircut on friday at 5pm", "People?", "Haircut 2026-01-16 17:00 2 Ann")]
    [InlineData("haircut friday 10.30", "People?", "Haircut 2026-01-16 10:30 2 Ann")]
    [InlineData("2", "Day?", "")]
    public async Task At_a_choice_day_and_hour_are_kept(string said, string next, string expected)
    {
        var talk = Form(
            "en",
            "{ what: What?, expect: [Shave, Haircut] }," + Open,
            "reply: '{{ what }} {{ day }} {{ hour }} {{ people }} {{ name }}'"
        );

        Assert.Equal(next, await SayAsync(talk, "xvisit", said));
        if (expected.Length > 0)
        {
            Assert.Equal(expected, await SayAsync(talk, "2", "Ann"));
        }
    }

    [Fact]
    public async Task A_number_is_kept_beside_a_day_that_is_taken_back()
    {
        var talk = Form("en", Open.Replace("People?", "How many people?", StringComparison.Ordinal));

        Assert.Equal(
            "Saturday 17 January\n\nName?",
            await SayAsync(talk, "xvisit", "friday", "no wait, saturday at 5pm for two")
        );
        Assert.Equal("2026-01-17 17:00 2 Ann", await talk.SayAsync("Ann"));
    }

    [Fact]
    public async Task The_language_of_the_conversation_reads_what_waits()
    {
        var talk = Form("fr, en", Open);

        Assert.Equal("Closed.\n\nDay?", await SayAsync(talk, "xvisit", "dimanche à 17h"));
        Assert.Equal("People?", await talk.SayAsync("vendredi"));
        Assert.Equal("2026-01-16 17:00 2 Ann", await SayAsync(talk, "2", "Ann"));
    }

    [Theory]
    [InlineData("book for friday", "Hour?", "")]
    [InlineData("book for friday at 5pm", "How many people?", "17:00 4")]
    [InlineData("please book for friday at 5pm for two", "Name?", "17:00 2")]
    [InlineData("book for friday 10 o'clock, 3 people", "Name?", "10:00 3")]
    [InlineData("book for friday, I finish work at 5pm", "Hour?", "")]
    [InlineData("book for sunday at 5pm", "Closed.\n\nDay?", "")]
    [InlineData("seats for 3 people on friday at 5pm", "Name?", "17:00 3")]
    [InlineData("seats for 3 people", "Day?", "")]
    [InlineData("come at 5pm on friday", "How many people?", "17:00 4")]
    [InlineData("come at 5pm", "Day?", "")]
    public async Task Beside_what_a_phrase_keeps_it_is_alike(string said, string next, string expected)
    {
        var talk = new Talk(
            Rules("en", Open.Replace("People?", "How many people?", StringComparison.Ordinal))
                .Replace(
                    "when: xvisit",
                    "when: [\"book for <day:date>\", \"seats for <people:number>\", \"come at <hour:time>\"]",
                    StringComparison.Ordinal
                )
        );

        Assert.Equal(next, await talk.SayAsync(said));
        if (expected.Length > 0)
        {
            var last = next == "Name?" ? await talk.SayAsync("Ann") : await SayAsync(talk, "4", "Ann");
            Assert.Equal($"2026-01-16 {expected} Ann", last);
        }
    }
}
