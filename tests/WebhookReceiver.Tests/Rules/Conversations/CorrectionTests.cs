namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>An earlier answer of a form that is taken back at a later question.</summary>
public sealed class CorrectionTests
{
    private static Talk Visit(string languages) =>
        new(
            $$$"""
            settings: { zone: Europe/Dublin, languages: [{{{languages}}}] }
            calendars:
              shop: { open: { mon-fri: "09:00-17:30", sat: "10:00-14:00" } }
            rules:
              - { id: price, when: price on friday, reply: Sixty. }
              - id: visit
                when: ["visit on <day:date>", xvisit]
                ask:
                  - { day: Day?, expect: { date: today.., open: shop }, not-possible: Closed. }
                  - { hour: Hour?, expect: { time: any, open: shop, on: day } }
                  - { people: People?, expect: 1-6 }
                  - { drink: Drink?, expect: [Tea, Coffee] }
                  - { name: Name? }
                reply: "{{ day }} {{ hour }} {{ people }} {{ drink }} {{ name }}"
                cancel: [cancel]

            """
        );

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
    [InlineData("en", "thursday", "no wait, friday", "Friday 16 January\n\nHour?")]
    [InlineData("en", "thursday", "no wait friday", "Friday 16 January\n\nHour?")]
    [InlineData("en", "thursday", "friday", "Friday 16 January\n\nHour?")]
    [InlineData("en", "thursday", "oops, i meant friday", "Friday 16 January\n\nHour?")]
    [InlineData("en", "thursday", "friday would be better", "Friday 16 January\n\nHour?")]
    [InlineData("en", "thursday", "could we do friday instead?", "Friday 16 January\n\nHour?")]
    [InlineData("en", "thursday", "actually the 16th", "Friday 16 January\n\nHour?")]
    [InlineData("es", "jueves", "no espera, mejor el viernes", "viernes 16 de enero\n\nHour?")]
    [InlineData("es", "jueves", "perdón, quise decir viernes", "viernes 16 de enero\n\nHour?")]
    [InlineData("pt", "quinta", "não, melhor sexta", "sexta-feira 16 de janeiro\n\nHour?")]
    [InlineData("pt", "quinta", "na verdade prefiro sexta", "sexta-feira 16 de janeiro\n\nHour?")]
    [InlineData("fr", "jeudi", "non attends plutôt vendredi", "vendredi 16 janvier\n\nHour?")]
    [InlineData("fr", "jeudi", "vendredi c'est mieux", "vendredi 16 janvier\n\nHour?")]
    [InlineData("de", "Donnerstag", "lieber Freitag", "Freitag 16. Januar\n\nHour?")]
    [InlineData("de", "Donnerstag", "nein warte, doch besser Freitag", "Freitag 16. Januar\n\nHour?")]
    [InlineData("it", "giovedì", "no aspetta, meglio venerdì", "venerdì 16 gennaio\n\nHour?")]
    [InlineData("hi", "गुरुवार", "नहीं, शुक्रवार", "शुक्रवार 16 जनवरी\n\nHour?")]
    [InlineData("ar", "الخميس", "لا، الجمعة", "الجمعة 16 يناير\n\nHour?")]
    [InlineData("tr", "perşembe", "hayır cuma olsun", "Cuma 16 Ocak\n\nHour?")]
    [InlineData("id", "kamis", "eh jumat aja", "Jumat 16 Januari\n\nHour?")]
    public async Task A_day_at_the_question_for_the_hour_replaces_the_day(
        string languages,
        string day,
        string said,
        string expected
    )
    {
        var talk = Visit(languages);

        Assert.Equal(expected, await SayAsync(talk, "xvisit", day, said));
        Assert.Equal("People?", await talk.SayAsync("10:00"));
        Assert.Equal("2026-01-16 10:00 2 Tea Ann", await SayAsync(talk, "2", "tea", "Ann"));
    }

    [Theory]
    [InlineData("en", "thursday", "actually friday at 5", "17:00")]
    [InlineData("en", "thursday", "friday at 10am", "10:00")]
    [InlineData("fr", "jeudi", "finalement vendredi à 11h", "11:00")]
    [InlineData("de", "Donnerstag", "nein, lieber Freitag um 10 Uhr", "10:00")]
    [InlineData("it", "giovedì", "anzi facciamo venerdì alle 11", "11:00")]
    [InlineData("es", "jueves", "mejor el viernes a las 11", "11:00")]
    [InlineData("tr", "perşembe", "cuma saat 11", "11:00")]
    [InlineData("id", "kamis", "tidak, jumat jam 10 pagi", "10:00")]
    public async Task Day_and_hour_in_one_answer_are_both_taken(string languages, string day, string said, string hour)
    {
        var talk = Visit(languages);

        Assert.StartsWith(
            "People?",
            (await SayAsync(talk, "xvisit", day, said))!.Split("\n\n")[1],
            StringComparison.Ordinal
        );
        Assert.Equal($"2026-01-16 {hour} 2 Tea Ann", await SayAsync(talk, "2", "tea", "Ann"));
    }

    [Theory]
    [InlineData("sunday", "Closed.\n\nDay?")]
    [InlineData("friday or saturday", "Friday 16 January or Saturday 17 January?\n\nDay?")]
    [InlineData("not thursday, friday", "Day?")]
    [InlineData("friday instead of thursday", "Day?")]
    [InlineData("not on thursday please", "Day?")]
    public async Task A_day_in_doubt_is_asked_for_again(string said, string expected)
    {
        var talk = Visit("en");

        Assert.Equal(expected, await SayAsync(talk, "xvisit", "thursday", said));
        Assert.Equal("Hour?", await talk.SayAsync("friday"));
        Assert.Equal("2026-01-16 10:00 2 Tea Ann", await SayAsync(talk, "10 am", "2", "tea", "Ann"));
    }

    [Fact]
    public async Task The_hour_of_the_old_day_is_judged_on_the_new_one()
    {
        var talk = Visit("en");

        Assert.Equal(
            "Saturday 17 January\n\nHour?",
            await SayAsync(talk, "xvisit", "thursday", "at 4", "no wait, saturday")
        );
        Assert.Equal("People?", await talk.SayAsync("at 11"));
    }

    [Fact]
    public async Task The_hour_waits_while_the_day_is_asked_for_again()
    {
        var talk = Visit("en");

        Assert.Equal("Closed.\n\nDay?", await SayAsync(talk, "xvisit", "thursday", "sunday at 11"));
        Assert.Equal("People?", await talk.SayAsync("friday"));
    }

    [Fact]
    public async Task What_a_phrase_has_kept_is_taken_back_alike()
    {
        var talk = Visit("en");

        Assert.Equal("Friday 16 January\n\nHour?", await SayAsync(talk, "visit on thursday", "friday instead please"));
    }

    [Theory]
    [InlineData("actually friday", "Friday 16 January\n\nName?")]
    [InlineData("no, friday at 5 please", "Friday 16 January, 17:00\n\nName?")]
    [InlineData("friday at 5", "Friday 16 January, 17:00\n\nName?")]
    [InlineData("sorry, 4 people", "4\n\nName?")]
    [InlineData("sorry, 5 people", "5\n\nName?")]
    [InlineData("no, saturday at 11, 3 people", "Saturday 17 January\n\nHour?")] // hour and number are asked again
    [InlineData("no wait, not thursday", "Day?")]
    [InlineData("not on thursday please", "Day?")]
    [InlineData("coffee instead", "Coffee\n\nName?")]
    [InlineData("no make it 5 pm", "17:00\n\nName?")]
    [InlineData("Sunday Adeyemi", "2026-01-15 16:00 2 Tea Sunday Adeyemi")]
    [InlineData("April May", "2026-01-15 16:00 2 Tea April May")]
    [InlineData("friday", "2026-01-15 16:00 2 Tea friday")]
    [InlineData("Dan Rather", "2026-01-15 16:00 2 Tea Dan Rather")]
    public async Task A_name_is_no_correction_and_a_correction_is_no_name(string said, string expected) =>
        Assert.Equal(expected, await SayAsync(Visit("en"), "xvisit", "thursday", "at 4", "2", "tea", said));

    [Theory]
    [InlineData("thursday at 4", "People?")] // the same day
    [InlineData("10.11", "People?")] // a time, though it might be a day
    [InlineData("price on friday?", "Sixty.\n\nHour?")] // a rule knows
    [InlineData("5/6", "Hour?")] // five or six
    [InlineData("whenever", "Hour?")]
    public async Task Other_answers_are_taken_as_before(string said, string expected)
    {
        var talk = Visit("en");

        Assert.Equal(expected, await SayAsync(talk, "xvisit", "thursday", said));
        Assert.Contains("2026-01-15", talk.Own["form"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2 on friday", "Friday 16 January\n\nDrink?\n\n1. Tea\n2. Coffee")]
    [InlineData("actually at 5", "17:00\n\nPeople?")]
    [InlineData("3/4", "People?")]
    [InlineData("at 5", "Drink?\n\n1. Tea\n2. Coffee")] // five people
    public async Task At_the_question_for_a_number_a_day_or_an_hour_is_one(string said, string expected) =>
        Assert.Equal(expected, await SayAsync(Visit("en"), "xvisit", "thursday", "at 4", said));

    [Fact]
    public async Task Of_two_days_nobody_knows_which_is_meant()
    {
        var talk = new Talk(
            """
            settings: { zone: Europe/Dublin, languages: [en] }
            rules:
              - id: stay
                when: stay
                ask:
                  - { from: From?, expect: date }
                  - { to: Until?, expect: date }
                  - { people: People?, expect: 1-6 }
                reply: "{{ from }} {{ to }} {{ people }}"

            """
        );

        Assert.Equal("People?", await SayAsync(talk, "stay", "thursday", "friday", "no wait, saturday"));
        Assert.Equal("2026-01-15 2026-01-16 2", await talk.SayAsync("2"));
    }

    [Theory]
    [InlineData("en", "thursday", "16:00", "ah no, make it 17:00")]
    [InlineData("en", "thursday", "16:00", "oh wait 17:00 please")]
    [InlineData("fr", "jeudi", "16h", "ah non finalement 17h")]
    [InlineData("fr", "jeudi", "16h", "oh non plutôt 17h")]
    [InlineData("es", "jueves", "16:00", "ay no, mejor a las 17:00")]
    [InlineData("pt", "quinta", "16:00", "ah não, melhor às 17:00")]
    [InlineData("de", "Donnerstag", "16 Uhr", "ach nein, lieber 17 Uhr")]
    [InlineData("it", "giovedì", "16:00", "ah no, meglio alle 17:00")]
    [InlineData("hi-Latn", "thursday", "16:00", "arre nahi 17:00")]
    [InlineData("ar", "الخميس", "16:00", "اه لا الساعة 17:00")]
    [InlineData("tr", "perşembe", "16:00", "ay hayır 17:00 olsun")]
    [InlineData("id", "kamis", "16:00", "eh tidak, jam 17:00")]
    public async Task A_sigh_before_a_no_takes_the_answer_back_at_the_question_for_a_name(
        string languages,
        string day,
        string hour,
        string said
    )
    {
        var talk = Visit(languages);
        await SayAsync(talk, "xvisit", day, hour, "2", "tea");

        Assert.Equal("17:00\n\nName?", await talk.SayAsync(said));
        Assert.Equal("2026-01-15 17:00 2 Tea Ann", await talk.SayAsync("Ann"));
    }
}
