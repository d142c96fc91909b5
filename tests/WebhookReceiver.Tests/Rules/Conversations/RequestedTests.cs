namespace WebhookReceiver.Tests.Rules.Conversations;

/// <summary>
/// What the request that begins a form says is not asked again, whatever words stand beside it; what is told of the past, denied, or
/// said of something else is.
/// </summary>
public sealed class RequestedTests
{
    private const string Rules = """
        settings: { zone: Europe/Dublin, languages: [LANGUAGES], cancel-reply: Left. }
        calendars: { shop: { open: { mon-sat: "09:00-18:00" } } }
        rules:
          - id: parking
            when: parking
            reply: Behind the house.
          - id: visit
            when: PHRASE
            ask:
              - { what: "What?", expect: [LABELS] }
              - { day: "Day?", expect: { date: today..60d, open: shop } }
              - { hour: "Hour?", expect: { time: any, open: shop, on: day } }
              - { name: "Name?" }
            cancel: xcancel
            reply: "{{ what }}, {{ day }}, {{ hour }}, {{ name }}"
        """;

    private static Talk Talk(string languages, string phrase, string labels) =>
        new(
            Rules
                .Replace("LANGUAGES", languages, StringComparison.Ordinal)
                .Replace("PHRASE", phrase, StringComparison.Ordinal)
                .Replace("LABELS", labels, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(
        "en",
        "[book, appointment]",
        "Haircut, Beard",
        "hi i was at yours last week, can i book my beard in for friday at 5pm",
        "Name?"
    )]
    [InlineData("en", "[book, appointment]", "Haircut, Beard", "i need an appointment with john for a haircut", "Day?")]
    [InlineData(
        "en",
        "[book, appointment]",
        "Haircut, Beard",
        "book a haircut for my son saturday at 10am, he is five",
        "Name?"
    )]
    [InlineData("en", "[book, appointment]", "Dog, Cat", "appointment for my two cats", "Day?")]
    [InlineData("en", "[book]", "Haircut, Beard", "please book me in for friday at 5pm, beard", "Name?")]
    [InlineData("en", "[book]", "Haircut, Beard", "can i book with john. haircut please. saturday 10am", "Name?")]
    [InlineData("id", "[janji]", "Potong, Jenggot", "saya mau janji sama pak budi, jenggot, besok", "Hour?")]
    [InlineData("en", "[book]", "Haircut, Beard", "can i book with john, my beard is long", "What?")]
    [InlineData("en", "[book]", "Haircut, Beard", "friday, beard. but first, can i book for someone else", "What?")]
    [InlineData("es", "[cita]", "Perro, Gato", "Quiero pedir cita para mi perro", "Day?")]
    [InlineData("es", "[cita]", "Perro, Gato", "hola, cita para vacunar a mi gata el lunes", "Hour?")]
    [InlineData("pt", "[marcar]", "Corte, Barba", "oi queria marcar um corte pro meu filho na sexta às 15h", "Name?")]
    [InlineData("fr", "[rdv]", "Coupe, Barbe", "bjr je voudrais un rdv pour ma coupe vendredi à 15h", "Name?")]
    [InlineData(
        "de",
        "[termin]",
        "Haarschnitt, Bart",
        "ich hätte gern einen termin für meinen bart am freitag um 16 uhr",
        "Name?"
    )]
    [InlineData(
        "it",
        "[prenotare]",
        "Taglio, Barba",
        "vorrei prenotare un taglio per mio figlio venerdì alle 16",
        "Name?"
    )]
    [InlineData("tr", "[randevu]", "Saç, Sakal", "yarın oğlum için sakal randevu alabilir miyim", "Hour?")]
    [InlineData("id", "[janji]", "Potong, Jenggot", "saya mau janji jumat buat jenggot bapak", "Hour?")]
    [InlineData(
        "hi-Latn",
        "[appointment]",
        "Haircut, Beard",
        "bhai mujhe kal haircut ke liye appointment chahiye",
        "Hour?"
    )]
    public async Task A_request_is_read_whatever_stands_beside(
        string languages,
        string phrase,
        string labels,
        string said,
        string next
    )
    {
        Assert.Equal(next, (await Talk(languages, phrase, labels).SayAsync(said))?.Split('\n')[0]);
    }

    [Theory]
    [InlineData("my haircut last week was awful. can I get an appointment", "What?")]
    [InlineData("i missed my appointment for the haircut with john", "What?")]
    [InlineData("if i book a haircut with john do i get a discount", "What?")]
    [InlineData("i want to book with john, but no haircut", "What?")]
    [InlineData("can i book john for a haircut, not on friday", "Day?")]
    [InlineData("i need a haircut appointment with john, school ends on friday", "Day?")]
    [InlineData("can i book a haircut or a beard with john", "What?")]
    [InlineData("book john's scathing haircuttery", "What?")]
    public async Task What_is_not_meant_is_asked(string said, string next)
    {
        var talk = Talk("en", "[book, appointment]", "Haircut, Beard");

        Assert.Equal(next, (await talk.SayAsync(said))?.Split('\n')[0]);
    }

    [Fact]
    public async Task A_question_beside_an_answer_is_answered_and_the_answer_is_taken()
    {
        var talk = Talk("en", "[book, appointment]", "Haircut, Beard");
        await talk.SayAsync("book a beard");

        Assert.Equal("Behind the house.\n\nHour?", await talk.SayAsync("friday. do you have parking?"));
        Assert.Equal("Name?", await talk.SayAsync("5pm"));
    }

    [Theory]
    [InlineData("en", "forget it ill call")]
    [InlineData("en", "forget it i will phone you")]
    [InlineData("de", "vergiss es ich rufe an")]
    [InlineData("es", "déjalo yo os llamo")]
    public async Task Who_gives_up_needs_no_comma(string languages, string said)
    {
        var talk = Talk(languages, "[xvisit]", "Haircut, Beard");
        await talk.SayAsync("xvisit");

        Assert.Equal("Left.", await talk.SayAsync(said));
    }

    [Theory]
    [InlineData("tr", "cuma öğleden sonra 3", "Name?")]
    [InlineData("tr", "cuma akşamı 5", "Name?")]
    [InlineData("tr", "cuma sabah 10", "Name?")]
    [InlineData("en", "friday morning 10", "Name?")]
    [InlineData("en", "friday evening the 16th", "Hour?")]
    public async Task Behind_a_part_of_the_day_a_number_is_an_hour(string languages, string said, string next)
    {
        var talk = Talk(languages, "[xvisit]", "Haircut, Beard");
        await talk.SayAsync("xvisit haircut");

        Assert.Equal(next, await talk.SayAsync(said));
    }

    [Theory]
    [InlineData("ich will ein fahrrad leihen", "Which?")]
    [InlineData("ich will ein stadtrad leihen", "Name?")]
    [InlineData("ich will ein e-bike für meinen mann leihen", "Name?")]
    public async Task A_name_that_other_rows_have_in_theirs_chooses_nothing_before_anybody_asks(
        string said,
        string next
    )
    {
        var talk = new Talk(
            """
            settings: { languages: [de] }
            tables:
              bikes:
                - { name: Stadtrad, also: Fahrrad }
                - { name: E-Bike, also: Elektrofahrrad }
            rules:
              - id: rent
                when: leihen
                ask:
                  - { bike: "Which?", expect: bikes }
                  - { name: "Name?" }
                reply: "{{ bike.name }} {{ name }}"
            """
        );

        Assert.Equal(next, await talk.SayAsync(said));
    }
}
